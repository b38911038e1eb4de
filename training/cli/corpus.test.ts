import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(root, { recursive: true }));

function run(command: 'tokenizer' | 'corpus', ...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', `training/cli/${command}.ts`, ...args], {
    encoding: 'utf8',
  });
}

describe('from a folder of text to shards, on the command line', () => {
  it('trains a tokenizer, then encodes the corpus with it', () => {
    const data = path.join(root, 'data');
    mkdirSync(data);
    const lines = Array.from(
      { length: 500 },
      (_, i) => `${i}번째 고객은 ${i * 31}원을 ${'가나다라마'[i % 5]}계좌로 보냈다.`,
    );
    writeFileSync(path.join(data, 'bank.txt'), lines.join('\n\n'));
    const mix = path.join(root, 'mix.json');
    writeFileSync(mix, '[{ "pattern": "*.txt", "licence": "own" }]');
    const model = path.join(root, 'model');
    const out = path.join(root, 'out');

    const trained = run('tokenizer', '--data', data, '--out', model, '--vocab', '300');
    expect(trained.stderr).not.toContain('error');
    expect(trained.stdout).toMatch(/held-out: \d\.\d+ bytes per token/);
    const encoded = run('corpus', '--data', data, '--mix', mix, '--tokenizer', model, '--out', out);
    expect(encoded.stderr).toBe('');
    expect(encoded.stdout).toMatch(/train: [\d,]+ tokens/);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['meta.json', 'train.bin', 'val.bin']));
  });

  it('prints one line with a stable code, no stack, when the corpus is missing', () => {
    const { status, stderr } = run('tokenizer', '--data', path.join(root, 'nowhere'), '--out', root);
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(/^error\[missing_corpus\]: .*nowhere$/);
  });

  it('says what a number must be', () => {
    const { status, stderr } = run('tokenizer', '--data', root, '--out', root, '--vocab', 'many');
    expect(status).toBe(1);
    expect(stderr).toMatch(/--vocab.*whole number/);
  });
});
