import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parameterCount } from '@/model/gpt';
import { listRuns } from './runs';

const report = JSON.parse(readFileSync('model/bank/report.json', 'utf8'));

let runs: string;

beforeEach(() => {
  runs = mkdtempSync(path.join(os.tmpdir(), 'ondam-runs-'));
  vi.stubEnv('ONDAM_RUNS_DIR', runs);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(runs, { recursive: true });
});

/** A run as training would log it: its head, and two steps of eight. */
function begin(name: string, started = '2026-11-25T01:00:00.000Z') {
  const head = { ...report.runs[0].run, name, started };
  head.options = { ...head.options, steps: 8 };
  const steps = report.runs[0].steps.slice(0, 2);
  mkdirSync(path.join(runs, name));
  const file = path.join(runs, name, 'log.jsonl');
  writeFileSync(file, [head, ...steps].map((record) => `${JSON.stringify(record)}\n`).join(''));
  return file;
}

const find = async (id: string) => (await listRuns()).find((run) => run.id === id);

describe('listRuns', () => {
  it('reads the runs behind the shipped model, with the very figures of its report', async () => {
    const [pretraining, tuning, encoder] = await listRuns();
    expect([pretraining.kind, tuning.kind, encoder.kind]).toEqual(['pretraining', 'tuning', 'encoder']);
    for (const { run, state } of [pretraining, tuning, encoder]) {
      expect(state).toBe('finished');
      // What the run wrote down and what its configuration comes to.
      expect(parameterCount(run.options.config)).toBe(run.parameters);
    }
    expect(pretraining.evaluations.at(-1)?.val_loss).toBe(report.runs[0].evaluations.at(-1).val_loss);
    expect(pretraining.held_out?.['all sources'].loss).toBe(report.evaluations[0].text['all sources'].loss);
    expect(encoder.evaluations.at(-1)?.hit_at_1).toBe(report.encoder.evaluations.at(-1).hit_at_1);
  });

  it("has the benchmarks' runs, with the figures that they reported", async () => {
    for (const name of ['verdict', 'shakespeare']) {
      const kept = JSON.parse(readFileSync(`bench/results/${name}.json`, 'utf8'));
      const run = await find(name);
      expect(run?.kind).toBe('textbook');
      expect(run?.evaluations.at(-1)?.val_loss).toBe(kept.final_val_loss ?? kept.val_loss);
    }
  });

  it('shows a run of this machine while it goes on, and each thing it writes', async () => {
    const file = begin('live');
    const before = await find('live');
    expect(before).toMatchObject({ state: 'running', steps: [{ step: 1 }, { step: expect.any(Number) }] });
    appendFileSync(file, `${JSON.stringify({ ...report.runs[0].steps[2], step: 7 })}\n`);
    const after = await find('live');
    expect(after?.steps.at(-1)?.step).toBe(7);
    expect(after?.version).not.toBe(before?.version);
  });

  it('tells a run that reached its last step from one that fell silent', async () => {
    const done = begin('done');
    appendFileSync(done, `${JSON.stringify({ ...report.runs[0].steps[2], step: 8 })}\n`);
    const silent = begin('silent');
    const hour_ago = Date.now() / 1000 - 3600;
    utimesSync(silent, hour_ago, hour_ago);
    expect(await find('done')).toMatchObject({ state: 'finished' });
    expect(await find('silent')).toMatchObject({ state: 'stopped' });
  });

  it('passes over a line that is still being written, and a folder that holds no run', async () => {
    const file = begin('cut');
    appendFileSync(file, '{"type":"step","step":3,"los');
    mkdirSync(path.join(runs, 'corpus-bank'));
    mkdirSync(path.join(runs, 'empty'));
    writeFileSync(path.join(runs, 'empty', 'log.jsonl'), '');
    const ids = (await listRuns()).map(({ id }) => id);
    expect((await find('cut'))?.steps).toHaveLength(2);
    expect(ids).not.toContain('empty');
    expect(ids).not.toContain('corpus-bank');
  });

  it('shows once what is both in the report and in the folder, and apart what has only the name in common', async () => {
    begin('bank-small', report.runs[0].run.started);
    expect((await listRuns()).filter(({ run }) => run.name === 'bank-small')).toHaveLength(1);
    rmSync(path.join(runs, 'bank-small'), { recursive: true });
    begin('bank-small', '2026-12-01T00:00:00.000Z');
    const ids = (await listRuns()).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('bank-small'))).toHaveLength(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists what can be read when a report cannot', async () => {
    const folder = path.join(runs, 'model');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'report.json'), '{"runs": 3}');
    vi.stubEnv('ONDAM_MODEL_DIR', folder);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    begin('live');
    expect((await listRuns())[0].id).toBe('live');
  });
});
