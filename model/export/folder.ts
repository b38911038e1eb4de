import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { GPTConfig } from '../config';
import { ENCODER_FILE } from '../encoder';
import { readTokenizerFile, Tokenizer } from '../tokenizer';
import { readSafetensors, writeAtomically, writeSafetensors } from '../weights';
import { fromConfigFile, toConfigFile } from './config';
import { exportGguf, GGUF_FILES } from './gguf';
import { fromHuggingFace, toHuggingFace } from './huggingface';
import {
  checkWeights,
  exportEncoder,
  exportOnnx,
  ONNX_FILES,
  PRECISIONS,
  type Precision,
  type Weights,
} from './onnx';

/** What a model folder can hold beside its configuration and tokenizer. */
export const FORMATS = ['onnx', 'huggingface', 'gguf'] as const;
export type Format = (typeof FORMATS)[number];

const SAFETENSORS_FILE = 'model.safetensors';
const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'];

/** A model folder that cannot be written or read as asked; the message says which file and why. */
export class ModelFolderError extends Error {
  readonly code = 'model_folder_invalid';
}

export interface ModelFolderContents {
  config: GPTConfig;
  weights: Weights;
  /** Where tokenizer.json and tokenizer_config.json are copied from. */
  tokenizerDir: string;
  formats: readonly Format[];
  /** Of the onnx and gguf formats; Hugging Face's is float32. */
  precisions: readonly Precision[];
}

/**
 * Writes a model as Hugging Face, transformers.js, llama.cpp and our runtime load it, and checksums.json with the
 * SHA-256 of each file written. Returns the files' names within the folder.
 * @throws ModelFolderError when the tokenizer has more tokens than the network, or when the folder would be left
 *   with weights of an earlier export beside the new ones
 * @throws WeightsError, TokenizerError
 */
export function writeModelFolder(folder: string, contents: ModelFolderContents): string[] {
  const { config, weights, tokenizerDir, formats, precisions } = contents;
  checkWeights(config, weights);
  const jsonFiles = configFiles(config, tokenizerDir);
  refuseToMix(folder, weightFiles(formats, precisions));
  const written: string[] = [];
  const place = (name: string) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    written.push(name);
    return file;
  };
  const put = (name: string, parts: Iterable<Uint8Array>) => writeAtomically(place(name), parts);

  for (const [name, json] of Object.entries(jsonFiles)) put(name, [jsonBytes(json)]);
  for (const name of TOKENIZER_FILES) put(name, [readFileSync(path.join(tokenizerDir, name))]);
  if (formats.includes('huggingface')) {
    writeSafetensors(place(SAFETENSORS_FILE), toHuggingFace(config, weights), { format: 'pt' });
  }
  for (const precision of precisions) {
    if (formats.includes('onnx')) put(ONNX_FILES[precision], [exportOnnx(config, weights, precision)]);
    if (!formats.includes('gguf')) continue;
    const name = path.basename(path.resolve(folder));
    put(GGUF_FILES[precision], exportGguf(config, weights, readTokenizerFile(tokenizerDir), precision, name));
  }
  writeChecksums(folder, written);
  return [...written, CHECKSUMS_FILE];
}

/** Adds the sentence encoder to a model folder of the same tokenizer. Returns its name within the folder. */
export function writeEncoder(folder: string, config: GPTConfig, weights: Weights): string {
  mkdirSync(path.dirname(path.join(folder, ENCODER_FILE)), { recursive: true });
  writeAtomically(path.join(folder, ENCODER_FILE), [exportEncoder(config, weights, 'int8')]);
  writeChecksums(folder, [ENCODER_FILE]);
  return ENCODER_FILE;
}

const CHECKSUMS_FILE = 'checksums.json';

/** Brings checksums.json up to date: the written files' SHA-256, and those of earlier files that are still there. */
function writeChecksums(folder: string, written: readonly string[]): void {
  const file = path.join(folder, CHECKSUMS_FILE);
  const earlier = existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const names = [...new Set([...earlier, ...written])].filter((name) => existsSync(path.join(folder, name)));
  const sha256 = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
  writeAtomically(file, [jsonBytes(Object.fromEntries(names.map((name) => [name, sha256(name)])))]);
}

function weightFiles(formats: readonly Format[], precisions: readonly Precision[]): string[] {
  const files = { onnx: ONNX_FILES, gguf: GGUF_FILES };
  return formats.flatMap((format) =>
    format === 'huggingface' ? [SAFETENSORS_FILE] : precisions.map((precision) => files[format][precision]),
  );
}

function refuseToMix(folder: string, written: string[]): void {
  const others = weightFiles(FORMATS, PRECISIONS).filter((name) => !written.includes(name));
  const earlier = others.find((name) => existsSync(path.join(folder, name)));
  if (!earlier) return;
  const file = path.join(folder, earlier);
  throw new ModelFolderError(`${file} is of an earlier export: remove it, or export that format as well`);
}

function configFiles(config: GPTConfig, tokenizerDir: string): Record<string, unknown> {
  const tokenizer = Tokenizer.load(tokenizerDir);
  if (tokenizer.vocab_size > config.vocab_size) {
    const sizes = `${tokenizer.vocab_size} tokens, the network only ${config.vocab_size}`;
    throw new ModelFolderError(`the tokenizer in ${tokenizerDir} has ${sizes}`);
  }
  const ids = {
    bos_token_id: tokenizer.specialId('<|endoftext|>'),
    eos_token_id: tokenizer.specialId('<|end|>'),
    pad_token_id: tokenizer.specialId('<|pad|>'),
  };
  return {
    'config.json': toConfigFile(config, ids),
    // An answer ends with <|end|>, a document with <|endoftext|>.
    'generation_config.json': { ...ids, eos_token_id: [ids.eos_token_id, ids.bos_token_id] },
  };
}

const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/**
 * Reads a folder's network back from config.json and model.safetensors, in Hugging Face's layout.
 * @throws ModelFolderError when config.json describes no network of ours
 * @throws SafetensorsError, WeightsError
 */
export function readModelFolder(folder: string): { config: GPTConfig; weights: Weights } {
  const config = readConfig(path.join(folder, 'config.json'));
  const { tensors } = readSafetensors(path.join(folder, SAFETENSORS_FILE));
  return { config, weights: fromHuggingFace(config, tensors) };
}

function readConfig(file: string): GPTConfig {
  try {
    return fromConfigFile(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ModelFolderError(`${file} cannot be used: ${why}`);
  }
}
