import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { LOG, readLog } from '../log';
import { type EvaluationReport, modelCard, type Report, summarise, summariseEncoder } from '../report';
import { CliError, runCli } from './shared';

interface Options {
  runs: string[];
  evaluations: string[];
  encoder: string;
  continues?: string;
  name: string;
  out: string;
}

const program = new Command('npm run report --')
  .description(
    'Writes a model folder’s training report (report.json) and model card (README.md) from the runs’ logs.',
  )
  .option('--runs <folders...>', 'pretraining, then tuning', ['runs/bank-small', 'runs/bank-small-sft'])
  .option('--evaluations <files...>', 'what npm run evaluate --out wrote', [
    'runs/bank-small/evaluation.json',
    'runs/bank-small-sft/evaluation.json',
  ])
  .option('--encoder <folder>', "the encoder's run", 'runs/bank-small-encoder')
  .option(
    '--continues <file>',
    'a report.json whose pretraining these runs tune on: its run and figures come first',
  )
  .option('--name <name>', 'title of the card', 'Ondam bank-small')
  .option('--out <folder>', 'model folder', 'model/bank')
  .action((options: Options) => {
    const read = (file: string) => {
      if (!existsSync(file)) throw new CliError('file_missing', `no file ${file}`);
      return file;
    };
    const json = (file: string) => JSON.parse(readFileSync(read(file), 'utf8'));
    const earlier = options.continues ? (json(options.continues) as Report) : { runs: [], evaluations: [] };
    const runs = options.runs.map((folder) => summarise(readLog(read(path.join(folder, LOG)))));
    const evaluations = options.evaluations.map((file) => json(file) as EvaluationReport);
    const report: Report = {
      runs: [...earlier.runs.slice(0, 1), ...runs],
      evaluations: [...earlier.evaluations.slice(0, 1), ...evaluations],
      encoder: summariseEncoder(readLog(read(path.join(options.encoder, LOG)))),
    };
    writeFileSync(path.join(options.out, 'report.json'), `${JSON.stringify(report)}\n`);
    writeFileSync(path.join(options.out, 'README.md'), modelCard(report, options.name));
    console.log(`wrote report.json and README.md in ${options.out}`);
  });

await runCli(program);
