import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/scripts/commands.mjs';
import { CliError } from '@/training/cli/shared';
import { median } from './median';
import type { BenchResult } from './types';

const ROUNDS = 3;
const GOAL_MS = 5000;

/** `npm start` on a built tree: until the health endpoint says ok; with a new data folder, and with it as it is then. */
export async function bench(): Promise<BenchResult> {
  await startOnce(mkdtempSync(path.join(os.tmpdir(), 'ondam-start-')), true); // builds where that is still to do
  const [fresh, again]: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-start-'));
    fresh.push(await startOnce(folder, false));
    again.push(await startOnce(folder, true));
    console.log(`round ${round + 1}: new data ${fresh.at(-1)} ms, again ${again.at(-1)} ms`);
  }
  return { new_data_ms: median(fresh), again_ms: median(again), goal_met: median(again) <= GOAL_MS };
}

async function startOnce(folder: string, remove: boolean): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const server = spawn('npm', ['start'], {
    env: { ...process.env, PORT: String(port), ONDAM_DATA_DIR: folder },
    stdio: 'ignore',
  });
  try {
    const ready = await untilReady(`http://localhost:${port}/api/health`);
    return Math.round(ready - began);
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
    if (remove) rmSync(folder, { recursive: true, force: true });
  }
}

async function untilReady(address: string): Promise<number> {
  for (let tries = 0; tries < 6000; tries++) {
    const health = await fetch(address).then(
      (response) => response.json() as Promise<{ status: string }>,
      () => undefined,
    );
    if (health && health.status !== 'starting') return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new CliError('not_ready', `${address} did not answer within five minutes`);
}
