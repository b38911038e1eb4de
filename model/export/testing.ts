import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type GPTConfig, gpt2 } from '../config';
import type { Weights } from './onnx';

/** The bank's tokenizer: its files are what exported folders carry. */
export const TOKENIZER_FOLDER = 'model/bank';

/** Small networks over the whole vocabulary, one for each way that exports differ. */
export function exportedNetworks(vocab_size: number): [name: string, config: GPTConfig][] {
  const small = { vocab_size, context_length: 128, n_layer: 2, n_head: 4, n_embd: 64 };
  const llama = { ...small, shape: 'llama', n_inner: 160, bias: false } as const;
  return [
    ['llama', gpt2({ ...llama, n_kv_head: 2 })],
    ['llama untied', gpt2({ ...llama, n_kv_head: 1, tied: false, rope_theta: 5e5 })],
    ['gpt2', gpt2(small)],
    ['gpt2 untied, without biases', gpt2({ ...small, tied: false, bias: false })],
  ];
}

/** Weights of the size that training leaves them: the random ones amplify whatever differs. */
export function trainedSize(weights: Weights): Weights {
  const scale = (name: string, w: Float32Array) => (name.includes('norm') ? w : w.map((x) => x / 4));
  return new Map([...weights].map(([name, w]) => [name, scale(name, w)]));
}

/** An empty folder for this test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ondam-export-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
