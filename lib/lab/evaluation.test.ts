import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEvaluation, readHistory } from './evaluation';

const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-evaluation-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what was measured', () => {
  it('is read as it was written, and the history ends with it', () => {
    const evaluation = readEvaluation()!;
    const history = readHistory();
    expect(evaluation.goals.length).toBeGreaterThan(10);
    expect(history.at(-1)?.date).toBe(evaluation.date);
    expect(history.at(-1)?.goals).toEqual(evaluation.goals);
    const dates = history.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
  });

  it('names wrong replies also where a report is of the older form, without their way', () => {
    const { cases: _, ...older } = JSON.parse(readFileSync('training/reports/evaluation.json', 'utf8'));
    writeFileSync(path.join(folder, 'evaluation.json'), JSON.stringify(older));
    const cases = readEvaluation(folder)!.cases;
    expect(cases).toHaveLength(older.answers.worst.length + older.out_of_scope.worst.length);
    expect(cases.every(({ trace }) => trace === undefined)).toBe(true);
  });

  it('is nothing where nothing was measured', () => {
    rmSync(path.join(folder, 'evaluation.json'), { force: true });
    expect(readEvaluation(folder)).toBeUndefined();
    expect(readHistory(folder)).toEqual([]);
  });

  it('refuses a report of another form instead of showing wrong numbers', () => {
    copyFileSync('training/reports/evaluation.json', path.join(folder, 'evaluation.json'));
    const report = JSON.parse(readFileSync(path.join(folder, 'evaluation.json'), 'utf8'));
    writeFileSync(path.join(folder, 'evaluation.json'), JSON.stringify({ ...report, goals: 'good' }));
    expect(() => readEvaluation(folder)).toThrow();
  });
});
