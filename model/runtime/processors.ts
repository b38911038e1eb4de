import type { FullSampling } from './sampling';

/** The tokens so far, as the processors read them. `Sampler` appends each token it draws. */
export type History = {
  readonly prompt: readonly number[];
  readonly output: readonly number[];
  /** Texts of the prompt that the answer may quote: sentences, so that a quotation may end with any of them. */
  readonly quotable: readonly (readonly number[])[];
};

/** Changes the scores of some tokens in place, before temperature and filters; `-Infinity` forbids one. */
export type LogitsProcessor = (scores: Float32Array) => void;

/**
 * The processors that the settings ask for, in the order applied. Each is made once for an answer, called once
 * for each token, and costs the number of tokens that it touches, not the vocabulary.
 */
export function logitsProcessors(sampling: FullSampling, history: History): LogitsProcessor[] {
  const processors: LogitsProcessor[] = [];
  const bias = Object.entries(sampling.logit_bias);
  if (bias.length > 0) processors.push(logitBias(bias));
  if (sampling.repetition_penalty !== 1) {
    processors.push(repetitionPenalty(sampling.repetition_penalty, history));
  }
  if (sampling.presence_penalty !== 0 || sampling.frequency_penalty !== 0) {
    processors.push(countPenalties(sampling.presence_penalty, sampling.frequency_penalty, history));
  }
  if (sampling.no_repeat_ngram_size > 0) {
    processors.push(noRepeatNgram(sampling.no_repeat_ngram_size, history));
  }
  if (sampling.copy_bias > 0 && history.quotable.length > 0) {
    processors.push(copyBias(sampling.copy_bias, history));
  }
  return processors;
}

function logitBias(bias: [id: string, added: number][]): LogitsProcessor {
  return (scores) => {
    for (const [id, added] of bias) scores[Number(id)] += added;
  };
}

/**
 * Keskar et al. 2019 (CTRL), over prompt and output as in Hugging Face and vLLM. A positive logit is divided and
 * a negative one multiplied, so that a penalty above 1 lowers both.
 */
function repetitionPenalty(penalty: number, { prompt, output }: History): LogitsProcessor {
  const seen = new Set(prompt);
  let read = 0;
  return (scores) => {
    while (read < output.length) seen.add(output[read++]);
    for (const id of seen) scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty;
  };
}

/** OpenAI's presence and frequency penalties: over the output only, as there and in vLLM. */
function countPenalties(presence: number, frequency: number, { output }: History): LogitsProcessor {
  const counts = new Map<number, number>();
  let read = 0;
  return (scores) => {
    for (; read < output.length; read++) counts.set(output[read], (counts.get(output[read]) ?? 0) + 1);
    for (const [id, count] of counts) scores[id] -= presence + count * frequency;
  };
}

/**
 * Forbids each token that would complete a run of `size` tokens the output already holds. Over the output only,
 * as in fairseq, where it comes from: over the prompt too it would forbid quoting a passage.
 */
function noRepeatNgram(size: number, { output }: History): LogitsProcessor {
  const followers = new Map<string, number[]>();
  let read = size - 1;
  const prefixBefore = (end: number) => output.slice(end - size + 1, end).join();
  return (scores) => {
    for (; read < output.length; read++) {
      const prefix = prefixBefore(read);
      const known = followers.get(prefix);
      if (known) known.push(output[read]);
      else followers.set(prefix, [output[read]]);
    }
    if (output.length < size - 1) return;
    for (const id of followers.get(prefixBefore(output.length)) ?? []) scores[id] = Number.NEGATIVE_INFINITY;
  };
}

const LONGEST_MATCH = 3;

/**
 * Favours the tokens that follow in a quotable text where it agrees with the last tokens of the answer: what an
 * induction head does (arXiv:2209.11895), for networks too small to have a sure one. At a text's end nothing is
 * favoured, so the network itself decides whether to go on.
 */
function copyBias(strength: number, { output, quotable }: History): LogitsProcessor {
  const places = new Map<number, { text: readonly number[]; at: number }[]>();
  for (const text of quotable) {
    for (let at = 0; at + 1 < text.length; at++) {
      const known = places.get(text[at]);
      if (known) known.push({ text, at });
      else places.set(text[at], [{ text, at }]);
    }
  }
  return (scores) => {
    const longest = new Map<number, number>();
    for (const { text, at } of places.get(output[output.length - 1]) ?? []) {
      let agreeing = 1;
      while (
        agreeing < LONGEST_MATCH &&
        at >= agreeing &&
        text[at - agreeing] === output[output.length - 1 - agreeing]
      ) {
        agreeing++;
      }
      longest.set(text[at + 1], Math.max(longest.get(text[at + 1]) ?? 0, agreeing));
    }
    for (const [id, agreeing] of longest) scores[id] += strength * agreeing;
  };
}
