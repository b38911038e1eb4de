import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OPENAPI_FILE, openApiDocument, openApiText } from './openapi';

it('is what the schemas say: npm run openapi writes it anew', () => {
  expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(openApiText());
});

it('names no schema that it does not hold', () => {
  const { schemas } = openApiDocument().components;
  const named = [...openApiText().matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(10);
  for (const name of named) expect(schemas).toHaveProperty(name);
});
