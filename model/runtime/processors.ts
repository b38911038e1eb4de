import type { FullSampling } from './sampling';

/** The tokens so far, as the processors read them. `Sampler` appends each token it draws. */
export type History = { readonly prompt: readonly number[]; readonly output: readonly number[] };

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
