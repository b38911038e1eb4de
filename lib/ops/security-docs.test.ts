import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it.each(['docs/security.md', 'docs/operations.md'])('%s names only files that are there', (file) => {
  const named = [
    ...readFileSync(file, 'utf8').matchAll(/`((?:app|lib|model|data|bench|e2e)\/[\w./[\]()-]+)`/g),
  ];
  expect(named.length).toBeGreaterThan(5);
  expect(named.map(([, name]) => name).filter((name) => !existsSync(name))).toEqual([]);
});

it('every risk of the tables has a test that shows what stands against it', () => {
  const rows = readFileSync('docs/security.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| (LLM|V)\d/.test(line));
  expect(rows.filter((row) => row.startsWith('| LLM'))).toHaveLength(10);
  for (const row of rows) expect(row.split('|').at(-2), row).toMatch(/`[\w./-]+\.(test|spec)\.ts`/);
});
