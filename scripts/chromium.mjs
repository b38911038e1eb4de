import { existsSync } from 'node:fs';
import { run, runNode } from './commands.mjs';

/** Where a Chromium usually is when Playwright did not bring its own. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium to test with: CHROMIUM_PATH, else Playwright's own, else the system's; undefined without one. */
export async function findChromium() {
  const { chromium } = await import('@playwright/test');
  return [process.env.CHROMIUM_PATH, chromium.executablePath(), ...PLACES].find(
    (place) => place && existsSync(place),
  );
}

/** As `findChromium`, installing one when there is none: Playwright's own, else Debian's package. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('Chromium을 설치해요. / Installing Chromium.');
  const installs = [() => runNode(['node_modules/@playwright/test/cli.js', 'install', 'chromium'])];
  if (process.getuid?.() === 0) {
    installs.push(
      () => run('apt-get', ['update', '-q']),
      () => run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']),
    );
  }
  for (const install of installs) {
    await install();
    const installed = await findChromium();
    if (installed) return installed;
  }
}
