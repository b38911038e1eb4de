/** The textbook's figures, computed. */

/** Of how many tokens a model as unsure as this would have to guess, each as likely: exp of the loss in nats. */
export const perplexity = (loss: number) => Math.exp(loss);

/** Tokens a parameter at which a given amount of computing is best spent (Hoffmann et al. 2022, arXiv:2203.15556). */
export const CHINCHILLA = 20;

/**
 * Training's floating-point operations by the rule of thumb 6ND: a multiplication and an addition for each parameter and
 * token, three times, since the backward pass costs twice the forward one (Kaplan et al. 2020, arXiv:2001.08361).
 */
export const trainingFlops = (parameters: number, tokens: number) => 6 * parameters * tokens;

/** Hours that all GPUs together compute, when they reach `share` of `peak` operations a second. */
export const gpuHours = (flops: number, peak: number, share: number) => flops / (peak * share) / 3600;

/** What the computing costs where servers of `gpus` GPUs are rented by the hour. */
export const cost = ({ gpu_hours, gpus, price }: { gpu_hours: number; gpus: number; price: number }) =>
  (gpu_hours / gpus) * price;

/**
 * The textbook's example: Llama 2 7B, 184,320 hours of A100 for 2 trillion tokens (Touvron et al. 2023, arXiv:2307.09288,
 * tables 1 and 2), on servers of 8 GPUs at 30 dollars an hour.
 */
export const LLAMA_2 = {
  gpu_hours: 184_320,
  gpus: 8,
  price: 30,
  tokens: 2e12,
};

/**
 * The most operations a second that a device can do in the format that training uses. Ours is measured; the GPUs' are
 * their data sheets' (NVIDIA A100, 2021; H100 SXM, 2023), bf16 without sparsity.
 */
export const PEAKS = {
  cpu: 0.32e12,
  a100: 312e12,
  h100: 989e12,
} as const;

export type Device = keyof typeof PEAKS;

/** The machine whose peak was measured, as runs name it. */
export const THIS_CPU = 'AMD EPYC, 2 threads';
