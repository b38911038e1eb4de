import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomWeights } from '../runtime/testing';
import { Tokenizer } from '../tokenizer';
import { writeModelFolder } from './folder';
import { importOnnx } from './import';
import { exportOnnx, ONNX_FILES, WeightsError } from './onnx';
import { exportedNetworks, TOKENIZER_FOLDER, temporaryFolder } from './testing';

const folder = temporaryFolder();
const { vocab_size } = Tokenizer.load(TOKENIZER_FOLDER);

describe.each(exportedNetworks(vocab_size))('%s', (name, config) => {
  const weights = randomWeights(config, 1);
  const precisions = ['fp32', 'int8'] as const;
  const out = path.join(folder, name);
  writeModelFolder(out, { config, weights, tokenizerDir: TOKENIZER_FOLDER, formats: ['onnx'], precisions });

  it('comes back from a float32 export to the bit', () => {
    const imported = importOnnx(path.join(out, ONNX_FILES.fp32));
    expect(imported.config).toEqual(config);
    for (const [key, values] of weights) expect(imported.weights.get(key), key).toEqual(values);
  });

  it('comes back from an int8 export as that export serves it', () => {
    const imported = importOnnx(path.join(out, ONNX_FILES.int8));
    expect(exportOnnx(config, imported.weights, 'int8')).toEqual(exportOnnx(config, weights, 'int8'));
  });
});

it('says which parameter a file lacks', () => {
  const [[name, config]] = exportedNetworks(vocab_size);
  const file = path.join(folder, name, ONNX_FILES.fp32);
  const other = path.join(folder, name, 'config.json');
  const deeper = JSON.parse(readFileSync(other, 'utf8'));
  writeFileSync(other, JSON.stringify({ ...deeper, num_hidden_layers: config.n_layer + 1 }));
  expect(() => importOnnx(file)).toThrow(WeightsError);
});
