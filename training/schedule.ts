import { z } from 'zod';

export const scheduleSchema = z.strictObject({
  /** cosine: to min_lr over the whole run. wsd: constant, then linear to min_lr over the last decay_share. */
  kind: z.enum(['cosine', 'wsd', 'constant']),
  lr: z.number().positive(),
  min_lr: z.number().nonnegative(),
  warmup_steps: z.int().nonnegative(),
  decay_share: z.number().min(0).max(1),
});

export type Schedule = z.infer<typeof scheduleSchema>;

/**
 * Learning rate of step `step` (from 1) in a run of `steps`: a linear warm-up, then the schedule. With
 * warm-up, stable, decay (arXiv:2404.06395) a run can be prolonged from any step before its decay.
 */
export function learningRate(
  { kind, lr, min_lr, warmup_steps, decay_share }: Schedule,
  step: number,
  steps: number,
) {
  if (step <= warmup_steps) return (lr * step) / warmup_steps;
  if (kind === 'constant') return lr;
  const start =
    kind === 'cosine' ? warmup_steps : Math.max(warmup_steps, Math.round(steps * (1 - decay_share)));
  const progress = Math.min(1, Math.max(0, (step - start) / Math.max(1, steps - start)));
  const remaining = kind === 'cosine' ? (1 + Math.cos(Math.PI * progress)) / 2 : 1 - progress;
  return min_lr + (lr - min_lr) * remaining;
}
