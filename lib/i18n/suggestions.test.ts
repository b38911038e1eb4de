import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { dictionaryOf } from '.';

it.each(['ko', 'en'] as const)('suggests (%s) only questions that the FAQ answers', (locale) => {
  const folder = path.join(process.cwd(), 'data/faq');
  const questions = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
    .map((line): string => JSON.parse(line).question);
  expect(questions).toEqual(
    expect.arrayContaining(dictionaryOf(locale).welcome.suggestions.flatMap(({ questions }) => questions)),
  );
});
