/**
 * `npm test`: everything, from a bare clone. `npm test -- unit` or `-- e2e` runs that part alone; what follows
 * goes to its runner. The last line counts the tests of both.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { fail, freePort, runNode, runNpm } from './commands.mjs';
import { startPostgres } from './postgres.mjs';
import { ensureBuilt, ensureInstalled, ensurePeers } from './prepare.mjs';

const PARTS = ['unit', 'e2e'];
const [part, ...rest] = process.argv.slice(2);
if (part && !PARTS.includes(part)) {
  fail(`'${part}'은(는) 없어요. 쓸 수 있는 것: ${PARTS.join(', ')}`, `There is no part '${part}'.`);
}
const wants = (name) => !part || part === name;
const reports = mkdtempSync(path.join(os.tmpdir(), 'ondam-test-'));
const rows = [];

await ensureInstalled();
if (!part) await step('check', () => runNpm(['run', 'check']));
if (wants('unit')) await step('unit', unit);
if (wants('e2e')) await step('e2e', e2e);
rmSync(reports, { recursive: true });
summarize();

/** Runs one step. It gives its exit code, or that and the counts of its report. */
async function step(name, work) {
  const started = performance.now();
  const result = await work();
  const { code, counts } = typeof result === 'number' ? { code: result } : result;
  rows.push({ name, code, counts, seconds: (performance.now() - started) / 1000 });
}

async function unit() {
  await ensurePeers();
  const report = path.join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const server = await startPostgres();
  try {
    const env = server && { TEST_DATABASE_URL: server.url };
    const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...rest], env);
    return { code, counts: counted(report, vitestCounts) };
  } finally {
    await server?.stop();
  }
}

async function e2e() {
  const chromium = await ensureChromium();
  if (!chromium) {
    fail(
      'Chromium을 찾거나 설치하지 못했어요. 설치한 뒤 CHROMIUM_PATH에 경로를 넣어 주세요.',
      'No Chromium was found, and none could be installed: install one and set CHROMIUM_PATH.',
    );
  }
  await ensureBuilt();
  const report = path.join(reports, 'playwright.json');
  const code = await runNode(['node_modules/@playwright/test/cli.js', 'test', ...rest], {
    CHROMIUM_PATH: chromium,
    E2E_PORT: String(await freePort()),
    E2E_REPORT: report,
  });
  return { code, counts: counted(report, playwrightCounts) };
}

function vitestCounts({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  // A file that cannot be loaded fails without a test of its own that could.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const names = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${path.relative('.', name)}: ${fullName}`),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests,
    names: [...names, ...broken.map(({ name }) => path.relative('.', name))],
  };
}

function playwrightCounts({ stats, suites }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const names = suites
    .flatMap(specs)
    .filter(({ ok }) => !ok)
    .map(({ file, line, title }) => `e2e/${file}:${line}: ${title}`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, names };
}

/** A report's counts; a runner that left no report has run nothing. */
function counted(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, names: [] };
  }
}

function summarize() {
  console.log('');
  for (const { name, code, counts, seconds } of rows) {
    const tests = counts ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : '';
    console.log(
      `${name.padEnd(6)} ${code === 0 ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s  ${tests}`,
    );
    for (const failed of counts?.names ?? []) console.log(`       ${failed}`);
  }
  const total = (key) => rows.reduce((sum, { counts }) => sum + (counts?.[key] ?? 0), 0);
  const [passed, failed] = [total('passed'), total('failed')];
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 || rows.some(({ code }) => code !== 0) ? 1 : 0;
}
