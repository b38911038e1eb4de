import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { messageOf, RuntimeError } from './errors';

export const DEVICES = ['cuda', 'webgpu', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

/** A session that has run once, where it runs, and why there: the reason is for the log and the health page. */
export type OpenSession = { session: InferenceSession; device: Device; reason: string };

/** From ONDAM_DEVICE=auto|cuda|webgpu|cpu and ONDAM_THREADS, threads within an operator; 0: one for each core. */
export type DeviceSettings = { device: Device | 'auto'; threads: number };

/** @throws RuntimeError `invalid_setting` */
export function deviceSettings(env: Partial<Record<string, string>> = process.env): DeviceSettings {
  const device = env.ONDAM_DEVICE || 'auto';
  if (device !== 'auto' && !isDevice(device)) {
    throw new RuntimeError('invalid_setting', `ONDAM_DEVICE is '${device}'; use auto, ${DEVICES.join(', ')}`);
  }
  const threads = env.ONDAM_THREADS || '0';
  if (!/^\d{1,3}$/.test(threads)) {
    throw new RuntimeError('invalid_setting', `ONDAM_THREADS is '${threads}'; use a whole number up to 999`);
  }
  return { device, threads: Number(threads) };
}

/**
 * Opens a model on the device asked for, or on the CPU when that fails. `auto` takes CUDA when its provider is
 * installed, and otherwise the CPU: WebGPU is never chosen unasked, for a software Vulkan driver looks like a GPU.
 *
 * @param graph the ONNX file's bytes for a device
 * @param probe runs the session once; a device whose kernels fail there counts as failed
 * @throws what the CPU's session or probe throws
 */
export async function openSession(
  graph: (device: Device) => Uint8Array,
  probe: (session: InferenceSession) => Promise<void>,
  { device, threads }: DeviceSettings,
): Promise<OpenSession> {
  const open = async (on: Device) => {
    const session = await InferenceSession.create(graph(on), {
      executionProviders: [on], // alone: one that is missing in a longer list is skipped without an error
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      // Idle threads sleep: where the web server or a training run shares the cores, spinning ones took most of
      // both processes' time (2 busy cores: 17 tokens/s spinning, 73 sleeping).
      // x64quantprecision: processors without VNNI multiply int8 without saturating, a little slower.
      extra: { session: { intra_op: { allow_spinning: '0' }, x64quantprecision: '1' } },
    });
    await probe(session);
    return session;
  };
  const [wanted, reason] = choose(device);
  if (wanted === 'cpu') return { session: await open('cpu'), device: 'cpu', reason };
  try {
    return { session: await open(wanted), device: wanted, reason };
  } catch (error) {
    const why = `${reason}, but ${wanted} failed: ${messageOf(error)}`;
    return { session: await open('cpu'), device: 'cpu', reason: why };
  }
}

function choose(device: Device | 'auto'): [device: Device, reason: string] {
  if (device !== 'auto') return [device, `ONDAM_DEVICE=${device}`];
  if (existsSync(cudaLibrary())) return ['cuda', 'auto: the CUDA provider is installed'];
  return ['cpu', 'auto: no CUDA provider is installed'];
}

/** Where onnxruntime-node looks for its CUDA provider: beside its own binary. */
function cudaLibrary(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const binaries = path.join(path.dirname(entry), '../bin/napi-v6', process.platform, process.arch);
  return path.join(binaries, 'libonnxruntime_providers_cuda.so');
}

function isDevice(name: string): name is Device {
  return (DEVICES as readonly string[]).includes(name);
}
