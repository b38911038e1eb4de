import { afterEach, describe, expect, it, vi } from 'vitest';
import { bank } from '../config';
import { deviceSettings } from './device';
import { Engine } from './engine';
import { BYTE_VOCABULARY, randomWeights, writeModelFolder } from './testing';

describe('deviceSettings', () => {
  it('defaults to auto and one thread for each core', () => {
    expect(deviceSettings({})).toEqual({ device: 'auto', threads: 0 });
    expect(deviceSettings({ ONDAM_DEVICE: '', ONDAM_THREADS: '' })).toEqual({ device: 'auto', threads: 0 });
    expect(deviceSettings({ ONDAM_DEVICE: 'cuda', ONDAM_THREADS: '4' })).toEqual({
      device: 'cuda',
      threads: 4,
    });
  });

  it.each([
    { ONDAM_DEVICE: 'gpu' },
    { ONDAM_DEVICE: 'CPU' },
    { ONDAM_THREADS: 'two' },
    { ONDAM_THREADS: '-1' },
  ])('refuses %o and says what is allowed', (env) => {
    const [[name]] = Object.entries(env);
    expect(() => deviceSettings(env)).toThrow(expect.objectContaining({ code: 'invalid_setting' }));
    expect(() => deviceSettings(env)).toThrow(new RegExp(`${name}.*use`));
  });
});

describe('choosing a device', () => {
  afterEach(() => vi.unstubAllEnvs());
  const config = bank(1, { vocab_size: BYTE_VOCABULARY, context_length: 32 });
  const folder = writeModelFolder(config, randomWeights(config, 1));

  it('serves on the CPU, and says why, when the device asked for is not there', async () => {
    vi.stubEnv('ONDAM_DEVICE', 'cuda');
    const { info } = await Engine.load(folder);
    if (info.device === 'cuda') return; // a machine that has one
    expect(info.device).toBe('cpu');
    expect(info.reason).toMatch(/ONDAM_DEVICE=cuda, but cuda failed: ./);
  });

  it('gives the same greedy text on one thread', async () => {
    const read = async () => {
      const ids: number[] = [];
      const engine = await Engine.load(folder);
      for await (const { id } of engine.generate({ prompt_ids: [0, 20], sampling: { temperature: 0 } }))
        ids.push(id);
      return ids;
    };
    const many = await read();
    vi.stubEnv('ONDAM_THREADS', '1');
    expect(await read()).toEqual(many);
  });
});
