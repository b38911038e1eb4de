import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type GPTConfig, gpt2 } from '../config';
import { writeModelFolder as exportModel } from '../export/folder';
import type { Precision, Weights } from '../export/onnx';
import { parameterSpecs } from '../gpt';
import { Random } from '../random';
import { BYTE_SYMBOLS, SPECIAL_TOKENS, type TokenizerFile } from '../tokenizer';

/** Special tokens and the 256 bytes, unmerged: every character beyond ASCII is split over several tokens. */
export const BYTE_VOCABULARY = SPECIAL_TOKENS.length + 256;
export const byteId = (byte: number) => SPECIAL_TOKENS.length + byte;
export const END_ID = SPECIAL_TOKENS.indexOf('<|end|>');

/** Weights wide enough that a random network's likeliest token changes from step to step. */
export function randomWeights(config: GPTConfig, seed: number): Weights {
  const random = new Random(seed);
  const draw = (name: string, length: number) =>
    Float32Array.from({ length }, () => (name.includes('norm') ? 1 : 0) + 0.2 * random.normal());
  return new Map(parameterSpecs(config).map(({ name, shape }) => [name, draw(name, size(shape))]));
}

/**
 * A network whose likeliest token after position i is `script[i]`: its position embeddings are the unit vectors,
 * its output head looks the position up, and everything between is zero.
 */
export function scriptedModel(script: readonly number[]): { config: GPTConfig; weights: Weights } {
  const width = 8 * Math.ceil((script.length + 1) / 8);
  const config = gpt2({
    vocab_size: BYTE_VOCABULARY,
    context_length: width,
    n_layer: 1,
    n_head: 1,
    n_embd: width,
    n_inner: 8,
    tied: false,
    bias: false,
  });
  const weights: Weights = new Map(
    parameterSpecs(config).map(({ name, shape }) => [
      name,
      new Float32Array(size(shape)).fill(name.includes('norm') ? 1 : 0),
    ]),
  );
  const unit = (name: string, row: number, column: number) => {
    weights.get(name)![row * width + column] = 1;
  };
  for (let i = 0; i < width; i++) unit('position_embedding', i, i);
  for (const [i, id] of script.entries()) unit('head', id, i);
  return { config, weights };
}

const place = mkdtempSync(path.join(tmpdir(), 'ondam-runtime-'));
afterAll(() => rmSync(place, { recursive: true }));

/** A model folder with the byte vocabulary, removed after the test file that asked for it. */
export function writeModelFolder(
  config: GPTConfig,
  weights: Weights,
  precisions: Precision[] = ['fp32'],
): string {
  const folder = mkdtempSync(path.join(place, 'model-'));
  const tokenizerDir = path.join(folder, 'tokenizer');
  mkdirSync(tokenizerDir);
  writeFileSync(path.join(tokenizerDir, 'tokenizer.json'), JSON.stringify(byteTokenizer()));
  writeFileSync(path.join(tokenizerDir, 'tokenizer_config.json'), '{}');
  exportModel(folder, { config, weights, tokenizerDir, formats: ['onnx'], precisions });
  return folder;
}

function byteTokenizer(): TokenizerFile & Record<string, unknown> {
  const specials = SPECIAL_TOKENS.map((content, id) => ({ id, content, special: true }));
  const bytes = BYTE_SYMBOLS.map((symbol, byte): [string, number] => [symbol, byteId(byte)]);
  return {
    added_tokens: specials,
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
    model: {
      type: 'BPE',
      vocab: Object.fromEntries([
        ...SPECIAL_TOKENS.map((token, id): [string, number] => [token, id]),
        ...bytes,
      ]),
      merges: [],
    },
  };
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
