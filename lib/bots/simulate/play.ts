import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

/** Says a line of the transcript. */
export type Print = (line: string) => void;

/** Where a simulation plays, and where it is told. */
export interface Stage {
  /** Of the server under test. */
  url: string;
  print: Print;
}

/** A recording of lib/bots/recordings: the steps of a talk, in the messenger's own form. */
export function recording<T extends z.ZodType>(name: string, step: T): z.infer<T>[] {
  const file = path.join(process.cwd(), 'lib/bots/recordings', `${name}.json`);
  return step.array().parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A recorded body with its {{places}} filled; a place that stands alone takes the value as it is. */
export function filled(body: unknown, values: Record<string, string | number>): unknown {
  if (typeof body === 'string') {
    const [, alone] = /^\{\{(\w+)\}\}$/.exec(body) ?? [];
    if (alone !== undefined && alone in values) return values[alone];
    return body.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  }
  if (Array.isArray(body)) return body.map((item) => filled(item, values));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filled(value, values)]));
}

/** A text under who said it. */
export function printSaid(print: Print, who: string, text: string): void {
  const [first, ...rest] = text.split('\n');
  print(`  ${who} ${first}`);
  for (const line of rest) print(`     ${line}`);
}

export const printButtons = (print: Print, labels: readonly string[]): void => {
  if (labels.length > 0) print(`     ${labels.map((label) => `[${label}]`).join(' ')}`);
};

/** A number that no other run has. */
export const fresh = (): number => Date.now() * 100 + Math.floor(Math.random() * 100);
