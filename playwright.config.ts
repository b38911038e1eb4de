import { defineConfig } from '@playwright/test';
import { QUESTIONS_PER_MINUTE } from './e2e/crowd';
import { RUNS_FOLDER } from './e2e/runs';
import { findChromium } from './scripts/chromium.mjs';

const port = Number(process.env.E2E_PORT ?? 3917);
const baseURL = `http://localhost:${port}`;

/** The pages and the API over the built server with the shipped model; `npm test` builds it first. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // The model and the browser share few cores: one thing at a time keeps times steady.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  // Times on a shared machine vary: what fails once and passes anew is shown as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ...(process.env.E2E_REPORT ? [['json', { outputFile: process.env.E2E_REPORT }] as const] : []),
  ],
  use: {
    baseURL,
    locale: 'ko-KR',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  webServer: {
    command: `node node_modules/next/dist/bin/next start -p ${port}`,
    url: `${baseURL}/api/health`,
    timeout: 180_000,
    // Playwright empties its output folder before it starts the server: the database begins empty.
    env: {
      DATABASE_URL: '',
      ONDAM_DATA_DIR: 'test-results/data',
      ONDAM_RUNS_DIR: RUNS_FOLDER,
      ONDAM_QUESTIONS_PER_MINUTE: String(QUESTIONS_PER_MINUTE),
    },
  },
});
