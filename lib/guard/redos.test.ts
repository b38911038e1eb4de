import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { readIntent } from './intent';
import { maskPersonalData } from './personal-data';

/**
 * No text of a customer keeps a pattern busy: every pattern of the rooms that read customers' text is tried on texts
 * made of its own pieces, repeated, which is what makes a pattern that can backtrack do so.
 */
const ROOMS = ['lib/guard', 'lib/answer', 'lib/knowledge', 'lib/conversations'];

/** Patterns that are built while these modules load, besides those that stand in the sources. */
const built = new Map<string, RegExp>();

async function collectBuilt(): Promise<void> {
  const Plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget) as RegExp;
      built.set(String(made), made);
      return made;
    },
  });
  try {
    const { vi } = await import('vitest');
    vi.resetModules();
    await Promise.all([
      import('./personal-data'),
      import('./intent'),
      import('./grounding'),
      import('../answer/fixed'),
    ]);
  } finally {
    globalThis.RegExp = Plain;
  }
}

/** The literals of every source. */
function literals(): Map<string, RegExp> {
  const found = new Map<string, RegExp>();
  for (const room of ROOMS) {
    for (const name of readdirSync(room, { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || /\.test\.ts$|testing\.ts$/.test(name)) continue;
      const file = path.join(room, name);
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
      const visit = (node: ts.Node) => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
          found.set(String(pattern), pattern);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return found;
}

/** Pieces of a pattern as text: its runs of letters, and one character of each kind that its classes may take. */
function pieces(pattern: RegExp): string[] {
  const runs = pattern.source.replace(/\\[a-zA-Z](\{[^}]*\})?/g, ' ').match(/[\p{L}\d@.%+-]+/gu) ?? [];
  const marks = [' ', 'a', '가', '1', '-', '.', '*', '@', '(', '은', 'a ', '가 ', '1-', 'a.'];
  return [
    ...new Set([
      ...runs.map((run) => run.slice(0, 12)),
      ...marks,
      'a1',
      'a ',
      '가 ',
      '1-',
      '1 ',
      '가1',
      'a.',
      'a@',
    ]),
  ];
}

/** As long as a text of a customer may be. */
const LENGTH = 2000;
const ENDS = ['', '!'];

function* adversaries(pattern: RegExp): Generator<string> {
  const all = pieces(pattern);
  for (const piece of all) {
    const repeated = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
    for (const end of ENDS) yield repeated + end;
  }
  // A beginning that matches, and then much of what might go on.
  for (const piece of all.slice(0, 6))
    for (const mark of ['a', '가', '1', ' ']) yield piece + mark.repeat(LENGTH);
}

/** Milliseconds; the better of two runs, as others use the machine too. */
function time(work: () => void): number {
  const run = () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const first = run();
  return first < MOST_MS ? first : Math.min(first, run(), run());
}

/** A pattern that is tried at each of 2,000 places, each time over the rest, takes some 10; an exponential one, for ever. */
const MOST_MS = 50;

it('no pattern takes long, however a text is made for it', { timeout: 300_000 }, async () => {
  await collectBuilt();
  const patterns = new Map([...literals(), ...built]);
  expect(patterns.size).toBeGreaterThan(200);
  const slow: string[] = [];
  for (const pattern of patterns.values()) {
    for (const text of adversaries(pattern)) {
      const ms = time(() => {
        pattern.lastIndex = 0;
        pattern.test(text);
      });
      if (ms > MOST_MS)
        slow.push(`${Math.round(ms)} ms: ${pattern} on ${JSON.stringify(text.slice(0, 20))}…`);
    }
  }
  expect(slow).toEqual([]);
});

const FEEDS = [
  '1',
  '0',
  '01',
  '010-',
  '1 ',
  '가',
  '가1',
  'a@',
  'a.',
  '@',
  '공일공 ',
  '은행 ',
  '* ',
  '[',
  '(02)',
  '하나 둘 ',
];

it('masking and reading take a time that grows with a text’s length alone', { timeout: 300_000 }, () => {
  const both = (text: string) => {
    maskPersonalData(text);
    readIntent(text);
  };
  both('데우기 010-1234-5678'.repeat(20));
  for (const feed of FEEDS) {
    const of = (length: number) => feed.repeat(Math.ceil(length / feed.length));
    const [short, long] = [of(1000), of(4000)];
    const best = (text: string) => Math.min(...Array.from({ length: 3 }, () => time(() => both(text))));
    // Four times as long: 4 times the work if linear, 16 if quadratic.
    const ratio = (best(long) + 5) / (best(short) + 5);
    expect(ratio, JSON.stringify(feed)).toBeLessThan(9);
  }
});
