import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Engine } from '@/model/runtime/engine';
import { conversation, generate, MODEL, promptOf, settings } from './prompts';
import type { BenchResult } from './types';

/** Chromium's software Vulkan driver: slow, and correct. Where no GPU is, WebGPU runs on it (docs/gpu.md). */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const TOKENS = 24;

/**
 * The shipped model on each device: which ran in the end and why, tokens a second at 1, 8 and 32 conversations, and
 * whether greedy answers are the CPU's. A device that is missing is named with its reason; a crash of its driver ends
 * only the child process that tried it.
 */
export async function bench(): Promise<BenchResult> {
  const devices: Record<string, unknown> = {};
  const gpu = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], { encoding: 'utf8' });
  const software = gpu.status !== 0 && existsSync(SWIFTSHADER);
  for (const device of ['cpu', 'cuda', 'webgpu']) {
    const vulkan = software && device === 'webgpu' ? { VK_ICD_FILENAMES: SWIFTSHADER } : {};
    const env = { ...process.env, ...vulkan, ONDAM_DEVICE: device };
    const child = spawnSync(process.execPath, ['--import', 'tsx', 'bench/gpu.child.ts'], {
      env,
      encoding: 'utf8',
      timeout: 240_000,
    });
    const line = child.stdout.trim().split('\n').at(-1) ?? '';
    devices[device] = line.startsWith('{')
      ? JSON.parse(line)
      : { failed: child.error?.message ?? child.signal ?? child.stderr.trim().split('\n').at(-1) };
    console.log(device, JSON.stringify(devices[device]));
  }
  const found = Object.entries(devices) as [string, { device?: string; greedy?: number[] }][];
  const answer = String(found[0][1].greedy);
  // Of a device that fell back to the CPU nothing is said.
  const same = found.filter(([asked, { device }]) => device === asked);
  return {
    gpu: gpu.status === 0 ? gpu.stdout.trim() : 'none',
    webgpu_driver: software ? 'SwiftShader' : 'the system’s',
    same_greedy_answer: Object.fromEntries(
      same.map(([name, { greedy }]) => [name, String(greedy) === answer]),
    ),
    devices,
  };
}

/** In the child: the engine on ONDAM_DEVICE. */
export async function onDevice(): Promise<BenchResult> {
  const engine = await Engine.load(MODEL);
  const { device, precision, reason } = engine.info;
  const requestOf = (i: number) => {
    const { messages, quotable } = conversation(i, 1);
    return { prompt_ids: promptOf(messages), quotable, sampling: settings(i, TOKENS, 0) };
  };
  const { ids, prefill_ms } = await generate(engine, requestOf(0));
  const speeds: Record<string, number> = {};
  const slow = process.env.VK_ICD_FILENAMES === SWIFTSHADER && device === 'webgpu';
  for (const count of slow ? [1] : [1, 8, 32]) {
    const began = performance.now();
    await Promise.all(Array.from({ length: count }, (_, i) => generate(engine, requestOf(i))));
    speeds[count] = (1000 * count * TOKENS) / (performance.now() - began);
  }
  return { device, precision, reason, first_token_ms: prefill_ms, tokens_per_second: speeds, greedy: ids };
}
