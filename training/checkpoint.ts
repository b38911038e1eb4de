import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type GPTConfig, gptConfigSchema } from '@/model/config';
import { importOnnx } from '@/model/export/import';
import { checkWeights } from '@/model/export/onnx';
import { parameterSpecs } from '@/model/gpt';
import { readSafetensors, type Tensor, writeSafetensors } from '@/model/weights';
import type { TrainState } from './update';

/** Facts that a checkpoint carries beside the tensors. */
export interface CheckpointMeta {
  config: GPTConfig;
  step: number;
  /** Lowest validation loss so far, nats a token; Infinity before the first evaluation. */
  best_val_loss: number;
}

const metaSchema = z.object({
  config: z.string().transform((text) => gptConfigSchema.parse(JSON.parse(text))),
  step: z.coerce.number().int().nonnegative(),
  best_val_loss: z.string().transform(Number),
});

/** A checkpoint that is missing, or of another network or run than the one asked for. */
export class CheckpointError extends Error {
  constructor(
    readonly code: 'checkpoint_missing' | 'checkpoint_mismatch',
    message: string,
  ) {
    super(message);
  }
}

/** Writes parameters, and with `moments` all that an exact resume needs. The file appears whole or not at all. */
export function saveCheckpoint(
  file: string,
  state: TrainState,
  meta: CheckpointMeta,
  moments: boolean,
): void {
  const tensors = new Map<string, Tensor>();
  for (const { name, shape } of parameterSpecs(meta.config)) {
    tensors.set(name, { shape, data: state.parameters.get(name)! });
    if (!moments) continue;
    tensors.set(`m.${name}`, { shape, data: state.m.get(name)! });
    tensors.set(`v.${name}`, { shape, data: state.v.get(name)! });
  }
  writeSafetensors(file, tensors, {
    config: JSON.stringify(meta.config),
    step: String(meta.step),
    best_val_loss: String(meta.best_val_loss),
  });
}

/**
 * Reads a checkpoint; one without moments (a best or exported one) starts them at zero.
 * @throws CheckpointError, SafetensorsError or WeightsError, each saying which file and what is wrong
 */
export function loadCheckpoint(file: string): { state: TrainState; meta: CheckpointMeta } {
  if (!existsSync(file)) throw new CheckpointError('checkpoint_missing', `no checkpoint at ${file}`);
  const { tensors, metadata } = readSafetensors(file);
  const parsed = metaSchema.safeParse(metadata);
  if (!parsed.success)
    throw new CheckpointError('checkpoint_mismatch', `${file} is not one of our checkpoints`);
  const meta = parsed.data;
  const specs = parameterSpecs(meta.config);
  const read = (prefix: string) =>
    new Map(
      specs.map(({ name, shape }) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [name, tensors.get(prefix + name)?.data ?? new Float32Array(size)];
      }),
    );
  const parameters = new Map([...tensors].map(([name, t]) => [name, t.data]));
  checkWeights(meta.config, parameters);
  return { state: { parameters: read(''), m: read('m.'), v: read('v.'), step: meta.step }, meta };
}

/**
 * A network to tune: a checkpoint, or an exported .onnx file of a model folder, so that what is shipped can be tuned
 * to another bank's texts without pretraining.
 */
export function loadBase(file: string): { state: Pick<TrainState, 'parameters'>; meta: CheckpointMeta } {
  if (!file.endsWith('.onnx') || !existsSync(file)) return loadCheckpoint(file);
  const { config, weights } = importOnnx(file);
  return {
    state: { parameters: weights },
    meta: { config, step: 0, best_val_loss: Number.POSITIVE_INFINITY },
  };
}

/** @throws CheckpointError naming the fields in which a checkpoint's network differs from the wanted one */
export function requireSameConfig(file: string, found: GPTConfig, wanted: GPTConfig): void {
  const keys = Object.keys(wanted) as (keyof GPTConfig)[];
  const differing = keys.filter((key) => found[key] !== wanted[key]);
  if (differing.length === 0) return;
  const detail = differing.map((key) => `${key} ${found[key]} instead of ${wanted[key]}`).join(', ');
  throw new CheckpointError('checkpoint_mismatch', `${file} is of another network: ${detail}`);
}
