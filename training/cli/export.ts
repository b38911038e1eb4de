import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { GPTConfig } from '@/model/config';
import { FORMATS, type Format, writeEncoder, writeModelFolder } from '@/model/export/folder';
import { exportOnnx, PRECISIONS, type Precision, type Weights } from '@/model/export/onnx';
import { measureParity } from '@/model/export/parity';
import { parameterCount } from '@/model/gpt';
import { renderConversation } from '@/model/prompt';
import { Tokenizer } from '@/model/tokenizer';
import { loadCheckpoint } from '../checkpoint';
import { BEST, LATEST } from '../trainer';
import { CliError, runCli } from './shared';

interface Options {
  run?: string;
  checkpoint?: string;
  tokenizer: string;
  out: string;
  formats: Format[];
  precisions: Precision[];
  encoder?: string;
}

const program = new Command('npm run export --')
  .description('Checks a trained network against its exported graphs and writes it as a model folder.')
  .option('--run <folder>', 'a training run: its best checkpoint, or else its latest')
  .option('--checkpoint <file>', 'one checkpoint (.safetensors)')
  .option('--tokenizer <folder>', 'its tokenizer', 'model/bank')
  .requiredOption('--out <folder>', 'the model folder to write')
  .option('--formats <list>', `any of ${FORMATS}`, listOf(FORMATS), ['onnx'])
  .option('--precisions <list>', `of onnx and gguf, any of ${PRECISIONS}`, listOf(PRECISIONS), ['int8'])
  .option('--encoder <folder>', "an encoder's run (npm run embed): adds it to the model folder instead")
  .action(exportModel);

/** A commander argument parser for a comma-separated list. */
function listOf<T extends string>(allowed: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(',').map((item) => {
      const found = allowed.find((name) => name === item.trim());
      if (!found) throw new InvalidArgumentError(`"${item}" is none of ${allowed.join(', ')}.`);
      return found;
    });
}

async function exportModel(options: Options): Promise<void> {
  if (options.encoder) {
    const { state, meta } = loadCheckpoint(path.join(options.encoder, BEST));
    return report(options.out, [writeEncoder(options.out, meta.config, state.parameters)]);
  }
  const file = checkpointFile(options);
  const { state, meta } = loadCheckpoint(file);
  const millions = (parameterCount(meta.config) / 1e6).toFixed(1);
  console.log(`${file}: step ${meta.step}, ${millions} M parameters`);
  const ids = probeText(Tokenizer.load(options.tokenizer), meta.config);
  // Float32 is held to the training forward whatever is written: an error there is an error everywhere.
  const precisions = new Set<Precision>(['fp32', ...options.precisions]);
  for (const precision of precisions) await gate(meta.config, state.parameters, precision, ids);
  const files = writeModelFolder(options.out, {
    config: meta.config,
    weights: state.parameters,
    tokenizerDir: options.tokenizer,
    formats: options.formats,
    precisions: options.precisions,
  });
  report(options.out, files);
}

function report(folder: string, files: string[]): void {
  for (const name of files) {
    const size = statSync(path.join(folder, name)).size / 1e6;
    console.log(`${size.toFixed(2).padStart(9)} MB  ${path.join(folder, name)}`);
  }
}

function checkpointFile({ run, checkpoint }: Options): string {
  if (Boolean(run) === Boolean(checkpoint)) {
    throw new CliError('invalid_option', 'give either --run or --checkpoint');
  }
  if (checkpoint) return checkpoint;
  const best = path.join(run!, BEST);
  return existsSync(best) ? best : path.join(run!, LATEST);
}

/** Tokens by which an exported graph continues the text, with and without its cache. */
const CONTINUATION = 32;

/** A banking question with its passage, as long as the context leaves room to continue it. */
function probeText(tokenizer: Tokenizer, config: GPTConfig): number[] {
  const content = '인터넷뱅킹에서 하루에 이체할 수 있는 한도가 얼마인지, 어떻게 올리는지 알려 주세요.';
  const passages = [
    '이체 한도는 보안 매체에 따라 다르며, 영업점이나 앱에서 본인 확인을 거쳐 올릴 수 있습니다.',
  ];
  const { ids } = renderConversation(tokenizer, [{ role: 'user', content, passages }], {
    generationPrompt: true,
  });
  return ids.slice(0, config.context_length - CONTINUATION);
}

const LARGEST_ERROR = 1e-3;

/** Prints how near a precision's graph comes to the network as trained. @throws CliError when float32 is not near */
async function gate(config: GPTConfig, weights: Weights, precision: Precision, ids: number[]): Promise<void> {
  const onnx = exportOnnx(config, weights, precision);
  const parity = await measureParity(config, weights, onnx, ids, CONTINUATION);
  const { error, cached_error, cosine, greedy_equal } = parity;
  console.log(
    `${precision.padEnd(5)} largest logit error ${error.toExponential(1)}, with the cache ${cached_error.toExponential(1)}, ` +
      `smallest cosine ${cosine.toFixed(6)}, greedy text with and without the cache ${greedy_equal ? 'equal' : 'differs'}`,
  );
  // Written so that NaN fails as well.
  if (precision === 'fp32' && !(Math.max(error, cached_error) <= LARGEST_ERROR)) {
    throw new CliError(
      'parity_failed',
      `the exported logits are off by more than ${LARGEST_ERROR}; nothing is written`,
    );
  }
}

await runCli(program);
