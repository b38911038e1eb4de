import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { headDim } from '../config';
import { fromConfigFile } from '../export/config';
import { ONNX_FILES, type Precision } from '../export/onnx';
import { Tokenizer, tokenizerFile } from '../tokenizer';
import type { Device } from './device';
import { messageOf, RuntimeError } from './errors';
import type { Sampling } from './sampling';
import type { ModelShape } from './sequence';

/** Best first: the CPU's integer kernels are the fastest there; GPUs have none for dynamic int8. */
const PREFERENCE: Record<Device, Precision[]> = {
  cpu: ['int8', 'int4', 'fp32'],
  cuda: ['fp32', 'int4', 'int8'],
  webgpu: ['fp32', 'int4', 'int8'],
};

/** Hugging Face's generation_config.json: where answers end, and the sampling the model is best at. */
const generationFile = z.looseObject({
  eos_token_id: z.union([z.int().nonnegative(), z.array(z.int().nonnegative()).min(1)]),
  do_sample: z.boolean().optional(),
  temperature: z.number().optional(),
  top_k: z.int().optional(),
  top_p: z.number().optional(),
  min_p: z.number().optional(),
  repetition_penalty: z.number().optional(),
  max_new_tokens: z.int().positive().optional(),
});

/** `checksums.json`: file name in the folder to SHA-256 in hexadecimal. */
const checksumsFile = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

/**
 * Compares every file that checksums.json names with it; a folder without one is not checked.
 *
 * @throws RuntimeError `invalid_model`, naming the file
 */
export function verifyFolder(folder: string): void {
  if (existsSync(path.join(folder, 'checksums.json'))) new ModelFolder(folder).verify();
}

/** An exported model's folder, as Hugging Face and transformers.js lay it out. */
export class ModelFolder {
  readonly name: string;
  readonly shape: ModelShape;
  readonly tokenizer: Tokenizer;
  /** Tokens that end an answer. */
  readonly endIds: ReadonlySet<number>;
  readonly defaults: Sampling;
  private readonly checksums: Record<string, string>;

  /** Reads all but the graphs. @throws RuntimeError `invalid_model`, naming the file */
  constructor(private readonly folder: string) {
    this.name = path.basename(path.resolve(folder));
    this.checksums = this.has('checksums.json')
      ? this.use('checksums.json', (b) => checksumsFile.parse(json(b)))
      : {};
    const config = this.use('config.json', (b) => fromConfigFile(json(b)));
    this.shape = { ...config, head_dim: headDim(config) };
    const generation = this.use('generation_config.json', (b) => generationFile.parse(json(b)));
    this.endIds = new Set([generation.eos_token_id].flat());
    this.defaults = defaultsOf(generation);
    this.tokenizer = this.loadTokenizer();
  }

  /**
   * The graph of the asked precision, or else the best one present for the device.
   * @throws RuntimeError `invalid_model`
   */
  graph(device: Device, precision?: Precision): { precision: Precision; file: string; bytes: Uint8Array } {
    const wanted = precision ? [precision] : PREFERENCE[device];
    const found = wanted.find((p) => this.has(ONNX_FILES[p]));
    if (!found) {
      const names = wanted.map((p) => ONNX_FILES[p]).join(', ');
      throw new RuntimeError('invalid_model', `${this.folder} holds none of ${names}`);
    }
    const file = ONNX_FILES[found];
    return { precision: found, file: path.join(this.folder, file), bytes: this.read(file) };
  }

  /** @throws RuntimeError `invalid_model`, naming the file that is not what it was when the folder was written */
  verify(): void {
    for (const file of Object.keys(this.checksums)) this.read(file);
  }

  private loadTokenizer(): Tokenizer {
    const tokenizer = this.use('tokenizer.json', (bytes) => new Tokenizer(tokenizerFile.parse(json(bytes))));
    if (tokenizer.vocab_size > this.shape.vocab_size) {
      const sizes = `${tokenizer.vocab_size} tokens, but config.json has ${this.shape.vocab_size}`;
      throw this.broken('tokenizer.json', `it has ${sizes}`);
    }
    return tokenizer;
  }

  private has(file: string): boolean {
    return existsSync(path.join(this.folder, file));
  }

  private read(file: string): Buffer {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path.join(this.folder, file));
    } catch (error) {
      throw this.broken(file, messageOf(error));
    }
    const expected = this.checksums?.[file];
    if (expected && createHash('sha256').update(bytes).digest('hex') !== expected) {
      throw this.broken(file, 'its SHA-256 is not the one in checksums.json');
    }
    return bytes;
  }

  private use<T>(file: string, read: (bytes: Buffer) => T): T {
    const bytes = this.read(file);
    try {
      return read(bytes);
    } catch (error) {
      throw this.broken(file, error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error));
    }
  }

  private broken(file: string, why: string): RuntimeError {
    return new RuntimeError('invalid_model', `${path.join(this.folder, file)} cannot be used: ${why}`);
  }
}

function json(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8'));
}

function defaultsOf(file: z.infer<typeof generationFile>): Sampling {
  const { do_sample, temperature, top_k, top_p, min_p, repetition_penalty, max_new_tokens } = file;
  return {
    temperature: do_sample === false ? 0 : temperature,
    top_k,
    top_p,
    min_p,
    repetition_penalty,
    max_tokens: max_new_tokens,
  };
}
