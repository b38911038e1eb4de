import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../config';
import { randomWeights } from '../runtime/testing';
import { Tokenizer } from '../tokenizer';
import { bytesOf, readSafetensors, writeSafetensors } from '../weights';
import { fromConfigFile, toConfigFile } from './config';
import { FORMATS, ModelFolderError, readModelFolder, writeModelFolder } from './folder';
import { PRECISIONS, WeightsError } from './onnx';
import { exportedNetworks, TOKENIZER_FOLDER, temporaryFolder } from './testing';

const folder = temporaryFolder();
const { vocab_size } = Tokenizer.load(TOKENIZER_FOLDER);
const networks = exportedNetworks(vocab_size);
const ids = { bos_token_id: 0, eos_token_id: 5, pad_token_id: 1 };

describe('a Hugging Face folder', () => {
  it.each(networks)('gives back the very same network: %s', (name, config) => {
    const weights = randomWeights(config, 1);
    const place = path.join(folder, name);
    const contents = { config, weights, tokenizerDir: TOKENIZER_FOLDER, precisions: [] };
    writeModelFolder(place, { ...contents, formats: ['huggingface'] });
    const read = readModelFolder(place);
    expect(read.config).toEqual(config);
    expect([...read.weights.keys()]).toEqual([...weights.keys()]);
    for (const [name, values] of weights) {
      expect(Buffer.compare(bytesOf(read.weights.get(name)!), bytesOf(values)), name).toBe(0);
    }
  });

  it.each(Object.entries(PRESETS))('describes the preset %s', (_, config) => {
    expect(fromConfigFile(JSON.parse(JSON.stringify(toConfigFile(config, ids))))).toEqual(config);
  });

  it.each([
    ['another architecture', { model_type: 'mistral' }],
    ['another activation', { hidden_act: 'gelu' }],
    ['stretched positions', { rope_scaling: { type: 'linear', factor: 2 } }],
    ['biases in attention', { attention_bias: true }],
    ['heads that do not divide', { num_attention_heads: 7 }],
  ])('of %s is refused, the file named', (_, change) => {
    const place = written('refused');
    const file = path.join(place, 'config.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
    expect(() => readModelFolder(place)).toThrow(ModelFolderError);
    expect(() => readModelFolder(place)).toThrow(/config\.json/);
  });

  it('with a tensor missing or of another shape is refused, the tensor named', () => {
    const place = written('damaged');
    const file = path.join(place, 'model.safetensors');
    const { tensors } = readSafetensors(file);
    const name = 'model.layers.1.self_attn.k_proj.weight';
    const wrong = new Map(tensors).set(name, { shape: [64, 32], data: tensors.get(name)!.data });
    writeSafetensors(file, wrong);
    expect(() => readModelFolder(place)).toThrow(/k_proj.weight is \[64,32\] instead of \[32,64\]/);
    tensors.delete(name);
    writeSafetensors(file, tensors);
    expect(() => readModelFolder(place)).toThrow(WeightsError);
  });
});

describe('a model folder', () => {
  it('carries checksums of every file in it', () => {
    const place = path.join(folder, 'whole');
    const [[, config]] = networks;
    const files = writeModelFolder(place, {
      config,
      weights: randomWeights(config, 1),
      tokenizerDir: TOKENIZER_FOLDER,
      formats: FORMATS,
      precisions: PRECISIONS,
    });
    expect(files.sort()).toEqual([
      'checksums.json',
      'config.json',
      'generation_config.json',
      'model-f32.gguf',
      'model-q4_0.gguf',
      'model-q8_0.gguf',
      'model.safetensors',
      'onnx/model.onnx',
      'onnx/model_int8.onnx',
      'onnx/model_q4.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    const sums: Record<string, string> = JSON.parse(readFileSync(path.join(place, 'checksums.json'), 'utf8'));
    expect(Object.keys(sums).sort()).toEqual(files.filter((name) => name !== 'checksums.json'));
    for (const [name, sum] of Object.entries(sums)) {
      const bytes = readFileSync(path.join(place, name));
      expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sum);
    }
  });

  it('never mixes the weights of two exports', () => {
    const place = written('earlier');
    const [[, config]] = networks;
    const contents = { config, weights: randomWeights(config, 2), tokenizerDir: TOKENIZER_FOLDER };
    const before = readModelFolder(place);
    const write = () => writeModelFolder(place, { ...contents, formats: ['gguf'], precisions: ['int4'] });
    expect(write).toThrow(/model\.safetensors is of an earlier export/);
    const { weights } = readModelFolder(place);
    expect(
      Buffer.compare(
        bytesOf(weights.get('head') ?? weights.get('token_embedding')!),
        bytesOf(before.weights.get('token_embedding')!),
      ),
    ).toBe(0);
  });

  it('is not written for a network with fewer tokens than the tokenizer', () => {
    const config = { ...networks[0][1], vocab_size: 300 };
    const contents = { config, weights: randomWeights(config, 1), tokenizerDir: TOKENIZER_FOLDER };
    const write = () =>
      writeModelFolder(path.join(folder, 'few'), { ...contents, formats: [], precisions: [] });
    expect(write).toThrow(/8192 tokens, the network only 300/);
  });
});

function written(name: string): string {
  const [[, config]] = networks;
  const contents = { config, weights: randomWeights(config, 1), tokenizerDir: TOKENIZER_FOLDER };
  writeModelFolder(path.join(folder, name), { ...contents, formats: ['huggingface'], precisions: [] });
  return path.join(folder, name);
}
