import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Goal } from './goals';

/** One evaluation among those before it: what the headline said, and of which weights. */
export interface Release {
  date: string;
  machine: string;
  /** SHA-256 of the weights that answered. */
  model: string;
  goals: Goal[];
}

/** The checksum that the model's folder gives its weights. */
export function weightsOf(folder: string): string {
  const sums: Record<string, string> = JSON.parse(readFileSync(path.join(folder, 'checksums.json'), 'utf8'));
  return sums['onnx/model_int8.onnx'] ?? Object.values(sums)[0];
}

/** Adds an evaluation to the history, one a line, so that nothing before it is ever written again. */
export function appendRelease(folder: string, { date, machine, model, goals }: Release): void {
  appendFileSync(path.join(folder, 'history.jsonl'), `${JSON.stringify({ date, machine, model, goals })}\n`);
}
