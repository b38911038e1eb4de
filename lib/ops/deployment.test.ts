import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metrics } from './metrics';

const read = (file: string) => readFileSync(file, 'utf8');
const COMPOSE = ['compose.yaml', 'compose.gpu.yaml', 'compose.scaled.yaml'];

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

  it('copies what there is, and what the builder is given', () => {
    const given = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied).toContain('lib');
    for (const source of copied) {
      expect(existsSync(source), source).toBe(true);
      expect(given, source).toContain(source);
    }
    expect(given.filter((source) => !copied.includes(source))).toEqual([]);
  });

  it('gives the build every room that the app is made of', () => {
    const imports = read('tsconfig.json');
    expect(imports).toContain('@/*');
    for (const room of ['app', 'lib', 'model', 'data', 'proxy.ts', 'instrumentation.ts', 'next.config.ts']) {
      expect(copied, room).toContain(room);
    }
  });

  it('runs as an account that is not root, and says whether it is well', () => {
    const user = lines.findLast((line) => line.startsWith('USER '));
    expect(user).toMatch(/^USER [1-9]\d*/);
    expect(lines.findIndex((line) => line.startsWith('USER '))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('CMD ')),
    );
    expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });
});

describe('the compose files', () => {
  it.each(COMPOSE)('%s sets only what the app reads, and mounts only what there is', (file) => {
    const text = read(file);
    const settings = read('lib/env.ts') + read('README.md');
    for (const [, name] of text.matchAll(/^ +((?:ONDAM|DATABASE)_\w+):/gm)) {
      expect(settings.includes(name), name).toBe(true);
    }
    for (const [, mounted] of text.matchAll(/^ +- (\.\/[^:]+):/gm))
      expect(existsSync(mounted), mounted).toBe(true);
  });

  it.each(['compose.yaml', 'compose.scaled.yaml'])(
    '%s starts with no secret of its own, on read-only files',
    (file) => {
      const text = read(file);
      expect(text).toMatch(/ONDAM_SECRET: \$\{ONDAM_SECRET:\?/);
      expect(text).not.toMatch(/PASSWORD: [\w-]+$/m);
      expect(text).toContain('read_only: true');
      expect(text).toContain('cap_drop: [ALL]');
    },
  );
});

it('the dashboard shows only what is measured', () => {
  const measured = metrics.registry.getMetricsAsArray().map(({ name }) => name);
  const shown = JSON.stringify(JSON.parse(read('deploy/grafana.json'))).matchAll(
    /\b(?:ondam|process|nodejs)_\w+/g,
  );
  const names = new Set([...shown].map(([name]) => name.replace(/_bucket$/, '')));
  expect(names.size).toBeGreaterThan(10);
  for (const name of names) expect(measured, name).toContain(name);
});
