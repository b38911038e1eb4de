import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOutside } from '@/lib/knowledge/outside';

const here = (path: string) => new URL(path, import.meta.url);
const rows = <Row>(file: string): Row[] =>
  readFileSync(here(file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** Two questions that differ only in spaces, case or marks are one question. */
const bare = (question: string) => question.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);

const subjects = readOutside();
const wordings = subjects.flatMap((subject) => subject.wordings);
const faq = readdirSync(here('./faq/')).flatMap((name) =>
  rows<{ question: string; variants: string[] }>(`./faq/${name}`),
);

describe('data/outside', () => {
  it('names every subject once, after its kind, in at least ten wordings', () => {
    expect(repeated(subjects.map(({ id }) => id))).toEqual([]);
    for (const { id, kind, wordings } of subjects) {
      expect(id.startsWith(`${kind}-`), id).toBe(true);
      expect(wordings.length, id).toBeGreaterThanOrEqual(10);
    }
  });

  it('holds no question twice, and none that the FAQ answers', () => {
    const asked = new Set(faq.flatMap(({ question, variants }) => [question, ...variants].map(bare)));
    expect(repeated(wordings.map(bare))).toEqual([]);
    expect(wordings.filter((wording) => asked.has(bare(wording)))).toEqual([]);
  });

  it('holds nothing of what the assistant is measured by', () => {
    const held = new Set(
      ['questions', 'out-of-scope', 'adversarial']
        .flatMap((name) => rows<{ question: string }>(`./eval/${name}.jsonl`))
        .map(({ question }) => bare(question)),
    );
    expect(wordings.filter((wording) => held.has(bare(wording)))).toEqual([]);
  });
});
