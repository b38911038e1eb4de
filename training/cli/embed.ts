import path from 'node:path';
import { Command } from 'commander';
import { Random } from '@/model/random';
import { Tokenizer } from '@/model/tokenizer';
import { loadBase, saveCheckpoint } from '../checkpoint';
import { ContrastStep, LiveEncoder } from '../embed/contrast';
import { deal, faqTopics, outsideTopics, paraphraseTopics, type Topic } from '../embed/topics';
import { machine, RunLog } from '../log';
import { ADAMW } from '../optimizer';
import { learningRate } from '../schedule';
import { readFaq, readOutside } from '../sft';
import { initialState } from '../state';
import { BEST } from '../trainer';
import { CliError, progressBar, runCli, wholeNumber } from './shared';

interface Options {
  base: string;
  tokenizer: string;
  faq: string;
  outside: string;
  paraphrases: string[];
  out: string;
  steps: number;
  batch: number;
  lr: number;
  temperature: number;
  evaluateEvery: number;
  seed: number;
  threads?: number;
}

const program = new Command('npm run embed --')
  .description('Tunes a pretrained GPT into the encoder that knowledge search uses, by contrast.')
  .option(
    '--base <file>',
    'checkpoint or exported .onnx file to start from',
    'runs/bank-small/best.safetensors',
  )
  .option('--tokenizer <folder>', 'its tokenizer', 'model/bank')
  .option('--faq <path>', 'FAQ entries (.jsonl)', 'data/faq')
  .option('--outside <path>', 'what the bank does not answer (.jsonl)', 'data/outside')
  .option('--paraphrases <files...>', 'texts in which paraphrases follow one another (.txt, .txt.xz)', [])
  .option('--out <folder>', 'where the run is kept', 'runs/bank-small-encoder')
  .option('--steps <n>', 'optimizer steps', wholeNumber(1), 1500)
  .option('--batch <n>', 'pairs of texts in a step', wholeNumber(2), 80)
  .option('--lr <rate>', 'highest learning rate', Number, 6e-4)
  .option('--temperature <t>', 'divides cosines before the softmax', Number, 0.05)
  .option('--evaluate-every <n>', 'steps between evaluations', wholeNumber(1), 100)
  .option('--seed <n>', 'of the order of texts', wholeNumber(0), 1)
  .option('--threads <n>', 'CPU threads (default: all cores)', wholeNumber(1))
  .action(embed);

async function embed(options: Options): Promise<void> {
  const { state: base, meta } = loadBase(options.base);
  const { config } = meta;
  const tokenizer = Tokenizer.load(options.tokenizer);
  const { topics, development } = faqTopics(readFaq(options.faq));
  const outside = outsideTopics(readOutside(options.outside));
  const files = options.paraphrases.map((file) => paraphraseTopics(file, path.basename(file)));
  const paraphrases = (await Promise.all(files)).flat();
  const { batch, steps, threads, temperature, lr, seed } = options;
  if (topics.length < batch) {
    throw new CliError('too_few_entries', `${topics.length} seen entries do not fill a batch of ${batch}`);
  }
  console.log(
    `${topics.length} seen entries, ${outside.length} subjects outside, ${paraphrases.length} groups of paraphrases`,
  );

  const schedule = { kind: 'cosine' as const, lr, min_lr: lr / 20, warmup_steps: 30, decay_share: 1 };
  const shape = { time: TOKENS, threads };
  const step = await ContrastStep.create(config, tokenizer, { batch, temperature, adamw: ADAMW, ...shape });
  const encoder = await LiveEncoder.create(config, tokenizer, { batch, ...shape });
  const state = initialState(base.parameters);
  const header = {
    type: 'run' as const,
    name: path.basename(options.out),
    started: new Date().toISOString(),
    machine: machine(),
    parameters: [...state.parameters.values()].reduce((n, p) => n + p.length, 0),
    options: { config, base_step: meta.step, ...options, schedule, adamw: ADAMW, entries: topics.length },
  };
  const log = RunLog.open(options.out, header, 0);
  const random = new Random(seed);
  const apart = Math.round(OUTSIDE * batch);
  const own = deal(topics, batch - apart, random);
  const notOurs = deal(outside, apart, random);
  const others = deal(paraphrases, batch, random);
  const bar = progressBar(' {bar} {value}/{total} | loss {loss} | ETA {eta_formatted}', steps, { loss: '-' });
  let best = 0;
  while (state.step < steps) {
    const fromBank = paraphrases.length === 0 || random.next() < FROM_BANK;
    const pairs = fromBank ? [...own.next().value, ...notOurs.next().value] : others.next().value;
    const loss = await step.run(state, pairs, learningRate(schedule, state.step + 1, steps));
    bar.update(state.step, { loss: loss.toFixed(3) });
    log.append({ type: 'contrast', step: state.step, loss, source: fromBank ? 'faq' : 'paraphrases' });
    if (state.step % options.evaluateEvery !== 0 && state.step !== steps) continue;
    const hit_at_1 = await developmentHits(encoder, state.parameters, topics, development);
    console.log(
      `\nstep ${state.step}: hit@1 of ${development.length} wordings kept apart ${hit_at_1.toFixed(3)}`,
    );
    log.append({ type: 'contrast-evaluation', step: state.step, hit_at_1 });
    if (hit_at_1 <= best) continue;
    best = hit_at_1;
    saveCheckpoint(
      path.join(options.out, BEST),
      state,
      { config, step: state.step, best_val_loss: 1 - best },
      false,
    );
  }
  bar.stop();
}

/**
 * Share of the batches that are the bank's own questions. Paraphrases of everyday sentences are soon told apart by
 * their words; a few keep the encoder from knowing nothing but the bank.
 */
const FROM_BANK = 0.9;

/** Tokens read of a text: 95 in 100 wordings have no more, and every further one is padding for the rest. */
const TOKENS = 24;

/** Share of a batch of the bank's that is about what it does not answer. */
const OUTSIDE = 0.25;

/** An entry is found by the mean of so many of its texts (lib/knowledge/search.ts). */
const TEXTS_OF_AN_ENTRY = 12;

/** Share of the kept-apart wordings whose nearest entry is their own. */
async function developmentHits(
  encoder: LiveEncoder,
  parameters: Map<string, Float32Array>,
  topics: Topic[],
  development: { text: string; topic: number }[],
): Promise<number> {
  const texts = topics.map((topic) => topic.texts.slice(0, TEXTS_OF_AN_ENTRY));
  const vectors = (await encoder.embed(parameters, texts.flat())).values();
  const means = texts.map((own) => sumOf(own.map(() => vectors.next().value!)));
  const asked = await encoder.embed(
    parameters,
    development.map(({ text }) => text),
  );
  const hits = asked.filter((question, i) => {
    const cosines = means.map((mean) => dot(mean, question) / Math.hypot(...mean));
    return cosines.indexOf(Math.max(...cosines)) === development[i].topic;
  });
  return hits.length / development.length;
}

const sumOf = (vectors: Float32Array[]) => vectors.reduce((sum, vector) => sum.map((x, i) => x + vector[i]));
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

await runCli(program);
