/**
 * The inclusive range of each numeric control, as the API documents it: outside is a bad request.
 * Fields and meanings are those of OpenAI's API and of vLLM's and Hugging Face's extensions to it.
 */
export const SAMPLING_RANGES = {
  /** Divides the logits; 0 is greedy. */
  temperature: { min: 0, max: 2, integer: false },
  /** Keep this many of the likeliest tokens; 0 or -1 keeps all. */
  top_k: { min: -1, max: 1_000_000, integer: true },
  /** Keep the fewest of the likeliest tokens whose probabilities reach this sum; 1 keeps all. */
  top_p: { min: 0, max: 1, integer: false },
  /** Keep tokens at least this share as likely as the likeliest; 0 keeps all. */
  min_p: { min: 0, max: 1, integer: false },
  /** Keep the fewest tokens of most typical surprise whose probabilities reach this sum; 1 keeps all. */
  typical_p: { min: 0, max: 1, integer: false },
  /** Above 1, tokens already in the prompt or the answer become less likely. */
  repetition_penalty: { min: 0.1, max: 10, integer: false },
  /** Subtracted from the logit of a token that the answer already holds. */
  presence_penalty: { min: -2, max: 2, integer: false },
  /** Subtracted from a token's logit once for each time that the answer already holds it. */
  frequency_penalty: { min: -2, max: 2, integer: false },
  /** No run of this many tokens occurs twice in the answer; 0 allows all. */
  no_repeat_ngram_size: { min: 0, max: 64, integer: true },
  /**
   * Added to the logit of a token that goes on as a quoted text does, once for each of up to three tokens before it
   * that agree: an answer then keeps to its sources' words and numbers. Without quoted texts it does nothing.
   */
  copy_bias: { min: 0, max: 10, integer: false },
  /** The draws follow from it: same model, prompt, settings and seed, same text. */
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
  /** The most tokens an answer may have; the model's context bounds it too. */
  max_tokens: { min: 1, max: 1_000_000, integer: true },
  /** How many alternatives to report with each token. */
  top_logprobs: { min: 0, max: 20, integer: true },
} as const;
