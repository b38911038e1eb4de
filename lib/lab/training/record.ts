import { z } from 'zod';
import { gptConfigSchema } from '@/model/config';

/**
 * What training writes down, as the lab reads it: the lines of a run's log.jsonl, and the same records gathered in a
 * report.json. Training may write more than is named here.
 */

const amount = z.object({
  documents: z.number(),
  characters: z.number(),
  bytes: z.number(),
  tokens: z.number(),
});

const corpus = z.object({
  train: amount,
  val: amount,
  sources: z.record(
    z.string(),
    z.object({ licence: z.string(), repeat: z.number(), train: amount, val: amount }),
  ),
});

const options = z.object({
  config: gptConfigSchema,
  preset: z.string().optional(),
  /** What a tuned model was before. */
  base: z.string().optional(),
  steps: z.number().optional(),
  batch: z.number().optional(),
  accumulate: z.number().optional(),
  time: z.number().optional(),
  schedule: z
    .object({ kind: z.string(), lr: z.number(), min_lr: z.number(), warmup_steps: z.number() })
    .optional(),
  adamw: z
    .object({
      beta1: z.number(),
      beta2: z.number(),
      weight_decay: z.number(),
      /** JSON has no infinity: null is a run without clipping. */
      clip_norm: z.number().nullable(),
    })
    .optional(),
  dropout: z.number().optional(),
  seed: z.number().optional(),
  temperature: z.number().optional(),
  /** How much of what a pretraining read; a tuning counts its examples in `data`. */
  corpus: corpus.optional(),
  data: z.record(z.string(), z.number()).optional(),
});

const header = z.object({
  type: z.literal('run'),
  name: z.string(),
  started: z.iso.datetime(),
  machine: z.string(),
  parameters: z.number(),
  options,
});

const step = z.object({
  type: z.enum(['step', 'contrast']),
  step: z.number(),
  tokens: z.number().optional(),
  loss: z.number(),
  lr: z.number().optional(),
  grad_norm: z.number().optional(),
  tokens_per_second: z.number().optional(),
  seconds: z.number(),
});

const evaluation = z.object({
  type: z.enum(['evaluation', 'contrast-evaluation']),
  step: z.number(),
  tokens: z.number().optional(),
  val_loss: z.number().optional(),
  bits_per_byte: z.number().optional(),
  /** The encoder's: wordings kept apart that find their own entry first. */
  hit_at_1: z.number().optional(),
  samples: z.array(z.object({ prompt: z.string(), text: z.string() })).default([]),
  seconds: z.number(),
});

export type RunHeader = z.infer<typeof header>;
export type Step = Omit<z.infer<typeof step>, 'type'>;
export type Evaluation = Omit<z.infer<typeof evaluation>, 'type'>;
export type Sources = z.infer<typeof corpus>['sources'];

/** One run as it was written down. */
export interface Records {
  run: RunHeader;
  steps: Step[];
  evaluations: Evaluation[];
}

export const runReportSchema = z.object({
  run: header,
  steps: z.array(step),
  evaluations: z.array(evaluation),
});

/** Held-out text measured after a run: by source, and over all of them under "all sources". */
const heldOut = z.record(
  z.string(),
  z.object({ loss: z.number(), perplexity: z.number(), bits_per_byte: z.number(), tokens: z.number() }),
);
export type HeldOut = z.infer<typeof heldOut>;

/** A model folder's report.json. */
export const reportSchema = z.object({
  runs: z.array(runReportSchema),
  evaluations: z.array(z.object({ checkpoint: z.string(), text: heldOut })).default([]),
  encoder: runReportSchema.optional(),
});

/**
 * The records of a log. Lines that are none of them (checkpoints, a last line that is still being written) are passed
 * over; undefined without a head.
 */
export function parseLog(text: string): Records | undefined {
  const kinds = new Map<unknown, unknown[]>();
  for (const line of text.split('\n')) {
    const record = parsed(line);
    const alike = kinds.get(record?.type);
    if (alike) alike.push(record);
    else kinds.set(record?.type, [record]);
  }
  const every = <T extends z.ZodType>(schema: T, ...types: string[]): z.infer<T>[] =>
    types.flatMap((type) => kinds.get(type) ?? []).flatMap((record) => schema.safeParse(record).data ?? []);
  const [run] = every(header, 'run');
  if (!run) return;
  return {
    run,
    steps: every(step, 'step', 'contrast'),
    evaluations: every(evaluation, 'evaluation', 'contrast-evaluation'),
  };
}

function parsed(line: string): { type?: unknown } | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return;
  }
}
