import { mkdirSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { CliError, runCli } from '@/training/cli/shared';
import { machine } from '@/training/log';
import type { BenchOptions, BenchResult } from './types';

/** One module a benchmark; each exports `bench(options)`. */
const BENCHES: Record<string, () => Promise<{ bench: (options: BenchOptions) => Promise<BenchResult> }>> = {
  verdict: () => import('./verdict'),
  shakespeare: () => import('./shakespeare'),
  train: () => import('./train'),
  search: () => import('./search'),
  conversation: () => import('./conversation'),
  soak: () => import('./soak'),
  decode: () => import('./decode'),
  batch: () => import('./batch'),
  prefill: () => import('./prefill'),
  speculative: () => import('./speculative'),
  start: () => import('./start'),
  page: () => import('./page'),
  gpu: () => import('./gpu'),
};

const program = new Command('npm run bench --')
  .description(
    'Runs a benchmark. The last line printed is one JSON object; it is kept in bench/results/NAME.json.',
  )
  .argument('<name>', Object.keys(BENCHES).join(', '))
  .option('--data <file>', 'the text to train on (verdict, shakespeare)')
  .option('--sessions <count>', 'customers at once (soak)', Number)
  .option('--minutes <count>', 'how long (soak)', Number)
  .action(async (name: string, options: BenchOptions) => {
    const load = BENCHES[name];
    if (!load)
      throw new CliError('unknown_benchmark', `no benchmark "${name}": ${Object.keys(BENCHES).join(', ')}`);
    const { bench } = await load();
    const result = await bench(options);
    const command = `npm run bench -- ${[name, ...(options.data ? ['--data', options.data] : [])].join(' ')}`;
    const kept = { bench: name, date: new Date().toISOString(), machine: machine(), command, ...result };
    mkdirSync('bench/results', { recursive: true });
    writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(kept, null, 2)}\n`);
    console.log(JSON.stringify(result));
    process.exit(); // whatever a peer left open
  });

await runCli(program);
