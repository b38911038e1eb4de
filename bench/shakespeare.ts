import { PRESETS } from '@/model/config';
import { ADAMW } from '@/training/optimizer';
import { streamRows } from '@/training/rows';
import { initialParameters, initialState } from '@/training/state';
import { median } from './median';
import { recorded } from './record';
import { readText, splitText } from './text';
import type { BenchOptions, BenchResult } from './types';

const STEPS = 2000;

/**
 * nanoGPT's setting for a CPU: a character-level GPT of 0.8 M parameters on Shakespeare, 2,000 steps of 12 x 64. Its
 * learning rate of 1e-3 ended at 1.910 here; a network this small bears twice that.
 */
export async function bench({ data }: BenchOptions): Promise<BenchResult> {
  const text = readText(data, 'tinyshakespeare, 1.1 MB of Shakespeare (public domain), as a .txt file');
  const characters = [...new Set(text)].sort();
  const config = { ...PRESETS['shakespeare-char'], vocab_size: characters.length };
  const ids = new Map(characters.map((c, i) => [c, i]));
  const encode = (s: string) => Uint16Array.from(s, (c) => ids.get(c)!);
  const split = splitText(text);
  const validation = streamRows(encode(split.validation), config.context_length);

  const began = performance.now();
  const speeds: number[] = [];
  let val_loss = Number.NaN;
  let sample = '';
  const source = {
    name: 'tinyshakespeare',
    licence: 'public domain',
    // 2,000 steps of 12 x 64 characters are 1.5 million; the text has 1 million to learn from.
    repeat: 2,
    train: { text: split.train, tokens: split.train.length },
    validation: { text: split.validation, tokens: split.validation.length },
  };
  const run = recorded('shakespeare', source, {
    config,
    initial: () => initialState(initialParameters(config, 1337)),
    train: streamRows(encode(split.train), config.context_length),
    validation,
    // One token a character, and all of them ASCII.
    bytes_per_token: 1,
    batch: 12,
    accumulate: 1,
    steps: STEPS,
    schedule: { kind: 'cosine', lr: 2e-3, min_lr: 2e-4, warmup_steps: 100, decay_share: 1 },
    adamw: { ...ADAMW, beta2: 0.99 },
    dropout: 0,
    seed: 1337,
    chunks: 1,
    evaluate_every: 500,
    evaluate_rows: validation.length,
    checkpoint_every: Number.POSITIVE_INFINITY,
    samples: [{ prompt: '\n', ids: [0], sampling: { temperature: 0.8, seed: 1, max_tokens: 60 } }],
    decode: (list) => list.map((id) => characters[id]).join(''),
  });
  for await (const record of run) {
    if (record.type === 'step') speeds.push(record.tokens_per_second);
    if (record.type !== 'evaluation') continue;
    val_loss = record.val_loss;
    sample = record.samples[0].text;
    console.log(`step ${record.step}: validation loss ${val_loss.toFixed(4)}  ${JSON.stringify(sample)}`);
  }
  const seconds = (performance.now() - began) / 1000;
  return { val_loss, seconds, tokens_per_second: median(speeds), sample };
}
