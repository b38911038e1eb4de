import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { bank } from '../config';
import { Engine } from './engine';
import { BYTE_VOCABULARY, randomWeights, writeModelFolder } from './testing';

const config = bank(1, { vocab_size: BYTE_VOCABULARY, context_length: 32 });
const weights = randomWeights(config, 1);

describe('loading a model folder', () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = writeModelFolder(config, weights, ['int8', 'fp32']);
    writeFileSync(file('checksums.json'), '{}'); // each damage is to be found by what it breaks
  });
  const change = (name: string, changes: Record<string, unknown>) =>
    writeFileSync(
      file(name),
      JSON.stringify({ ...JSON.parse(readFileSync(file(name), 'utf8')), ...changes }),
    );

  it('tells what it loaded, int8 first on a CPU', async () => {
    const { info } = await Engine.load(folder);
    expect(info).toMatchObject({
      model: path.basename(folder),
      device: 'cpu',
      precision: 'int8',
      context_length: 32,
      vocab_size: BYTE_VOCABULARY,
    });
    expect((await Engine.load(folder, { precision: 'fp32' })).info.precision).toBe('fp32');
  });

  const breakages: [what: string, named: string | RegExp, damage: () => void][] = [
    ['a missing folder', 'config.json', () => rmSync(folder, { recursive: true })],
    ['a missing tokenizer', 'tokenizer.json', () => rmSync(file('tokenizer.json'))],
    ['a broken tokenizer', 'tokenizer.json', () => writeFileSync(file('tokenizer.json'), '{"model":{}}')],
    ['half a config', 'config.json', () => truncateSync(file('config.json'), 20)],
    [
      'an unknown architecture',
      /config\.json.*model_type/s,
      () => change('config.json', { model_type: 'bert' }),
    ],
    ['no graph', 'model_int8.onnx', () => rmSync(file('onnx'), { recursive: true })],
    ['a truncated graph', 'model_int8.onnx', () => truncateSync(file('onnx/model_int8.onnx'), 5000)],
    ['a graph that is none', 'model_int8.onnx', () => writeFileSync(file('onnx/model_int8.onnx'), 'hello')],
    [
      'another number of layers',
      /model_int8\.onnx.*past_key_values\.1/,
      () => change('config.json', { num_hidden_layers: 2 }),
    ],
    ['other heads', /model_int8\.onnx.*caches/, () => change('config.json', { num_attention_heads: 2 })],
    ['another vocabulary', /model_int8\.onnx.*logits/, () => change('config.json', { vocab_size: 512 })],
    ['a tokenizer too large', 'tokenizer.json', () => change('config.json', { vocab_size: 100 })],
    [
      'a wrong checksum',
      /tokenizer\.json.*SHA-256/,
      () => change('checksums.json', { 'tokenizer.json': '0'.repeat(64) }),
    ],
  ];
  it.each(breakages)('refuses %s and names the file', async (_, named, damage) => {
    damage();
    await expect(Engine.load(folder)).rejects.toMatchObject({
      code: 'invalid_model',
      message: typeof named === 'string' ? expect.stringContaining(named) : expect.stringMatching(named),
    });
  });

  it('accepts a folder as the exporter writes it, checksums and all', async () => {
    await expect(Engine.load(writeModelFolder(config, weights, ['int8']))).resolves.toBeInstanceOf(Engine);
  });

  it('takes sampling defaults from generation_config.json, and the request overrides them', async () => {
    change('generation_config.json', { do_sample: false, max_new_tokens: 3 });
    const engine = await Engine.load(folder);
    const run = async (sampling = {}) => {
      const ids: number[] = [];
      for await (const { id } of engine.generate({ prompt_ids: [0, 20], sampling })) ids.push(id);
      return ids;
    };
    const first = await run();
    expect(first.length).toBeLessThanOrEqual(3);
    expect(await run()).toEqual(first); // greedy
    const drawn = await Promise.all([1, 2, 3].map((seed) => run({ temperature: 2, seed })));
    expect(new Set([first, ...drawn].map(String)).size).toBeGreaterThan(1);
  });
});
