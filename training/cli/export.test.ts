import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gpt2 } from '@/model/config';
import { readModelFolder } from '@/model/export/folder';
import { type CheckpointMeta, saveCheckpoint } from '../checkpoint';
import { initialParameters, initialState } from '../state';
import { BEST } from '../trainer';

const root = mkdtempSync(path.join(tmpdir(), 'export-'));
afterAll(() => rmSync(root, { recursive: true }));

const config = gpt2({
  shape: 'llama',
  vocab_size: 8192,
  context_length: 96,
  n_layer: 2,
  n_head: 2,
  n_kv_head: 1,
  n_embd: 32,
  n_inner: 64,
  bias: false,
});
const meta: CheckpointMeta = { config, step: 7, best_val_loss: 5 };

function exportModel(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'training/cli/export.ts', ...args], {
    encoding: 'utf8',
  });
}

describe('from a run to a model folder, on the command line', () => {
  it('prints the errors of every precision and writes the checkpoint’s own weights', () => {
    const run = path.join(root, 'run');
    const out = path.join(root, 'out');
    mkdirSync(run);
    const state = initialState(initialParameters(config, 1));
    saveCheckpoint(path.join(run, BEST), state, meta, false);
    const formats = ['--formats', 'onnx,huggingface', '--precisions', 'int8,int4'];
    const { stdout, stderr, status } = exportModel('--run', run, '--out', out, ...formats);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('step 7, 0.3 M parameters');
    for (const precision of ['fp32', 'int8', 'int4']) {
      expect(stdout).toMatch(new RegExp(`^${precision}.* logit error \\d.*greedy`, 'm'));
    }
    for (const file of ['onnx/model_int8.onnx', 'onnx/model_q4.onnx', 'tokenizer.json', 'checksums.json']) {
      expect(existsSync(path.join(out, file)), file).toBe(true);
    }
    expect(existsSync(path.join(out, 'onnx/model.onnx'))).toBe(false);
    expect(readModelFolder(out)).toEqual({ config, weights: state.parameters });
  });

  it('refuses a diverged network, a missing run and no run at all, and writes nothing', () => {
    const out = path.join(root, 'nothing');
    const checkpoint = path.join(root, 'diverged.safetensors');
    const parameters = initialParameters(config, 1);
    parameters.get('final_norm.weight')![3] = Number.NaN;
    saveCheckpoint(checkpoint, initialState(parameters), meta, false);
    const refusals: [args: string[], message: RegExp][] = [
      [['--checkpoint', checkpoint], /^error\[weights_mismatch\]: parameter final_norm.weight .*not finite$/],
      [['--run', path.join(root, 'nowhere')], /^error\[checkpoint_missing\]: .*nowhere/],
      [[], /^error\[invalid_option\]: give either --run or --checkpoint$/],
    ];
    for (const [args, message] of refusals) {
      const { stderr, status } = exportModel('--out', out, ...args);
      expect(stderr.trim()).toMatch(message);
      expect(status).toBe(1);
    }
    expect(existsSync(out)).toBe(false);
  });
});
