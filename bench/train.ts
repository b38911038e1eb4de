import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { gpt2 } from '@/model/config';
import { parameterSpecs } from '@/model/gpt';
import { Random } from '@/model/random';
import { ADAMW } from '@/training/optimizer';
import { initialParameters, initialState } from '@/training/state';
import { type Batch, TrainStep } from '@/training/step';
import { median } from './median';
import type { BenchResult } from './types';

const CONFIG = gpt2({ n_layer: 6, n_head: 6, n_embd: 384, vocab_size: 8192, context_length: 256 });
const BATCH = 16;
const TIME = 256;
const LR = 1e-3;
const PARITY_STEPS = 20;
const ROUNDS = 4;
const STEPS_A_ROUND = 3;
const PEER = 'bench/peers/train_torch.py';
const INSTALL =
  'PyTorch is not installed: skipping the peer. On Debian: apt-get install python3-torch libopenblas0-openmp';

interface Round {
  losses: number[];
  ms: number[];
  peak_mb: number;
}

/**
 * Our train step beside PyTorch's on the same machine: first twenty steps from the same weights on the same
 * batches, whose losses must agree, then rounds in turn, A B A B, whose medians are compared.
 */
export async function bench(): Promise<BenchResult> {
  const threads = os.availableParallelism();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-bench-'));
  const batches = makeBatches();
  const parameters = initialParameters(CONFIG, 1);
  writeProblem(folder, parameters, batches, threads);
  const core = fastestCore(folder);
  const peer = core === null ? null : new Peer(folder, core);
  try {
    const ours = await ourRunner(parameters, batches, threads);
    const [a, b] = [await ours(PARITY_STEPS), await peer?.run(PARITY_STEPS)];
    const difference = b ? Math.max(...a.losses.map((loss, i) => Math.abs(loss - b.losses[i]))) : null;
    console.log(`largest difference of ${PARITY_STEPS} losses: ${difference ?? 'no peer'}`);
    const [our_ms, peer_ms]: [number[], number[]] = [[], []];
    let [our_peak, peer_peak] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const mine = await ours(STEPS_A_ROUND);
      const theirs = await peer?.run(STEPS_A_ROUND);
      our_ms.push(...mine.ms);
      peer_ms.push(...(theirs?.ms ?? []));
      [our_peak, peer_peak] = [mine.peak_mb, theirs?.peak_mb ?? 0];
      const beside = theirs ? `, PyTorch ${median(theirs.ms).toFixed(0)} ms` : '';
      console.log(`round ${round + 1}: ours ${median(mine.ms).toFixed(0)} ms a step${beside}`);
    }
    const speed = (ms: number[]) => (ms.length ? (BATCH * TIME * 1000) / median(ms) : null);
    return {
      ours_tokens_per_second: speed(our_ms),
      pytorch_tokens_per_second: speed(peer_ms),
      ratio: peer_ms.length ? median(peer_ms) / median(our_ms) : null,
      max_loss_difference: difference,
      ours_peak_mb: our_peak,
      pytorch_peak_mb: peer ? peer_peak : null,
      pytorch_openblas_coretype: core,
    };
  } finally {
    peer?.close();
    rmSync(folder, { recursive: true });
  }
}

/** Tokens with a skewed distribution, as text has: [batch, time + 1] each, so targets are the next ids. */
function makeBatches(): BigInt64Array[] {
  const random = new Random(5);
  const token = () => BigInt(Math.floor(random.next() * random.next() * CONFIG.vocab_size));
  return Array.from({ length: PARITY_STEPS }, () =>
    BigInt64Array.from({ length: BATCH * (TIME + 1) }, token),
  );
}

async function ourRunner(parameters: Map<string, Float32Array>, batches: BigInt64Array[], threads: number) {
  const options = {
    forward: { batch: BATCH, time: TIME, dropout: 0 },
    chunks: 4,
    adamw: ADAMW,
    seed: 1,
    threads,
  };
  const step = await TrainStep.create(CONFIG, options, 1);
  const state = initialState(parameters);
  return async (count: number): Promise<Round> => {
    const round: Round = { losses: [], ms: [], peak_mb: 0 };
    for (let i = 0; i < count; i++) {
      const batch = unzip(batches[state.step % batches.length]);
      const began = performance.now();
      round.losses.push((await step.run(state, [batch], LR)).loss);
      round.ms.push(performance.now() - began);
    }
    return { ...round, peak_mb: process.resourceUsage().maxRSS / 1024 };
  };
}

function unzip(rows: BigInt64Array): Batch {
  const ids = new BigInt64Array(BATCH * TIME);
  const targets = new BigInt64Array(BATCH * TIME);
  for (let b = 0; b < BATCH; b++) {
    const start = b * (TIME + 1);
    ids.set(rows.subarray(start, start + TIME), b * TIME);
    targets.set(rows.subarray(start + 1, start + TIME + 1), b * TIME);
  }
  return { ids, targets };
}

function writeProblem(
  folder: string,
  parameters: Map<string, Float32Array>,
  batches: BigInt64Array[],
  threads: number,
) {
  const specs = parameterSpecs(CONFIG);
  const spec = {
    ...CONFIG,
    batch: BATCH,
    time: TIME,
    lr: LR,
    adamw: ADAMW,
    threads,
    parameters: specs.map(({ name, shape, decay }) => [name, shape, decay]),
  };
  writeFileSync(path.join(folder, 'spec.json'), JSON.stringify(spec));
  const weights = specs.map(({ name }) => Buffer.from(parameters.get(name)!.buffer));
  writeFileSync(path.join(folder, 'weights.bin'), Buffer.concat(weights));
  writeFileSync(path.join(folder, 'batches.bin'), Buffer.concat(batches.map((b) => Buffer.from(b.buffer))));
}

/**
 * The OPENBLAS_CORETYPE with which PyTorch is fastest here ('' for OpenBLAS's own guess, which can be wrong on
 * virtual machines), or null without PyTorch.
 */
function fastestCore(folder: string): string | null {
  if (spawnSync('/usr/bin/python3', ['-c', 'import torch']).status !== 0) {
    console.log(INSTALL);
    return null;
  }
  const timed = ['', 'SKYLAKEX', 'ZEN', 'HASWELL'].flatMap((core) => {
    const { stdout, status } = spawnSync('/usr/bin/python3', [PEER, folder], {
      env: environment(core),
      input: '3\n',
      encoding: 'utf8',
    });
    if (status !== 0) return [];
    const ms = Math.min(...(JSON.parse(stdout) as Round).ms);
    console.log(`PyTorch with OPENBLAS_CORETYPE=${core || '(unset)'}: ${ms.toFixed(0)} ms a step`);
    return [{ core, ms }];
  });
  return timed.sort((a, b) => a.ms - b.ms)[0]?.core ?? null;
}

const environment = (core: string) => (core ? { ...process.env, OPENBLAS_CORETYPE: core } : process.env);

/** The PyTorch process, asked for rounds one at a time. */
class Peer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  constructor(folder: string, core: string) {
    this.child = spawn('/usr/bin/python3', [PEER, folder], { env: environment(core) });
    this.child.stderr.pipe(process.stderr);
    const reader: Interface = createInterface({ input: this.child.stdout });
    this.lines = reader[Symbol.asyncIterator]();
  }

  async run(steps: number): Promise<Round> {
    this.child.stdin.write(`${steps}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the PyTorch process ended early');
    return JSON.parse(value) as Round;
  }

  close(): void {
    this.child.kill();
  }
}
