import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Licences that a bank may ship: permissive ones, and weak copyleft of libraries that are used unchanged. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  license?: string;
}

/** An expression is allowed when what stands on one side of each OR is. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => ALLOWED.has(part.trim())));

function licenceOf(place: string): string | undefined {
  const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  const { license, licenses } = manifest;
  return typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);
}

describe('what we ship of others', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const installed = Object.entries(packages).filter(
    ([place]) => place !== '' && existsSync(path.join(place, 'package.json')),
  );

  it('has a licence that is allowed, each package by its own word', () => {
    expect(installed.length).toBeGreaterThan(300);
    const refused = installed.flatMap(([place]) => {
      const licence = licenceOf(place);
      return licence && isAllowed(licence) ? [] : [`${place}: ${licence ?? 'none'}`];
    });
    expect(refused).toEqual([]);
  });

  it('is what the lockfile says, each from the registry with a checksum', () => {
    for (const [place, locked] of Object.entries(packages)) {
      if (place === '') continue;
      expect(locked, place).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) });
    }
  });

  it('has no hole known as critical, as far as a registry answers', { timeout: 60_000 }, () => {
    const audit = [
      'audit',
      '--omit=dev',
      '--json',
      '--audit=true',
      '--fetch-retries=0',
      '--fetch-timeout=10000',
    ];
    const { stdout } = spawnSync('npm', audit, { encoding: 'utf8', timeout: 50_000 });
    const counts = report(stdout)?.metadata?.vulnerabilities;
    if (!counts) return console.warn('npm audit: no registry answered; nothing was checked');
    if (counts.high || counts.moderate || counts.low) console.warn('npm audit:', JSON.stringify(counts));
    expect(counts.critical).toBe(0);
  });
});

function report(stdout: string): { metadata?: { vulnerabilities?: Record<string, number> } } | undefined {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/** What secrets look like, each with one that would be found. */
const SECRETS: [RegExp, string][] = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, '-----BEGIN RSA PRIVATE '.concat('KEY-----')],
  [/\bAKIA[0-9A-Z]{16}\b/, 'AKIA'.concat('ABCDEFGHIJKLMNOP')],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'ghp_'.concat('a'.repeat(36))],
  [/\bgithub_pat_\w{60,}\b/, 'github_pat_'.concat('a'.repeat(60))],
  [/\bxox[abprs]-\d{8,}-[\w-]{10,}/, 'xoxb-'.concat('123456789012-abcdefghijkl')],
  [/\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{40,}\b/, 'sk-'.concat('a'.repeat(48))],
  [/\bhf_[A-Za-z0-9]{34,}\b/, 'hf_'.concat('a'.repeat(34))],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'npm_'.concat('a'.repeat(36))],
  [/\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/, '123456789:AA'.concat('a'.repeat(33))],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'AIza'.concat('a'.repeat(35))],
];

/** Texts of this size and more are data: weights, corpora, lockfiles. */
const MOST_BYTES = 2 * 1024 * 1024;

describe('secrets', () => {
  it.each(SECRETS)('are known by %s', (pattern, secret) => {
    expect(`x = "${secret}"`).toMatch(pattern);
  });

  it('are in no file of the repository', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    const found = files.split('\0').flatMap((file) => {
      if (!file || !existsSync(file) || /\.(png|onnx|safetensors|xz|gz|woff2)$/.test(file)) return [];
      const text = readFileSync(file);
      if (text.length > MOST_BYTES) return [];
      return SECRETS.filter(([pattern]) => pattern.test(text.toString('utf8'))).map(
        ([{ source }]) => `${file}: ${source}`,
      );
    });
    expect(found).toEqual([]);
  });
});
