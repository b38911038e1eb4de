import type { GPTConfig } from '@/model/config';
import type { CorpusMeta } from './corpus/shards';
import type { LogRecord, RunHeader } from './log';

/** One training run as a report keeps it: its head, every evaluation, and the steps thinned out. */
export interface RunReport {
  run: RunHeader;
  evaluations: Extract<LogRecord, { type: 'evaluation' }>[];
  steps: Extract<LogRecord, { type: 'step' }>[];
  seconds: number;
  tokens: number;
}

/** What npm run evaluate measured of one checkpoint. */
export interface EvaluationReport {
  checkpoint: string;
  step: number;
  text: Record<string, { loss: number; perplexity: number; bits_per_byte: number; tokens: number }>;
  answers: { loss: number; perplexity: number; tokens: number; seen?: AnswerShares; unseen?: AnswerShares };
}

/** Of greedy answers from the right passage: those that are its own text, and the facts that stand in them. */
export interface AnswerShares {
  questions: number;
  exact: number;
  fact_recall: number;
}

/** The encoder's run: how many of the wordings kept apart found their own entry first, as it went. */
export interface EncoderReport {
  run: RunHeader;
  evaluations: Extract<LogRecord, { type: 'contrast-evaluation' }>[];
  steps: Extract<LogRecord, { type: 'contrast' }>[];
}

export interface Report {
  /** In the order they were made: pretraining, then tuning. */
  runs: RunReport[];
  /** Before tuning and after. */
  evaluations: EvaluationReport[];
  encoder: EncoderReport;
}

/** Steps kept of a run: enough for a curve, few enough for a page. */
const STEPS_KEPT = 400;

/** A run's log as a report keeps it. */
export function summarise(records: LogRecord[]): RunReport {
  const run = records.find((r) => r.type === 'run');
  if (!run) throw new Error('the log has no header');
  const steps = records.filter((r) => r.type === 'step');
  const every = Math.max(1, Math.ceil(steps.length / STEPS_KEPT));
  const last = steps[steps.length - 1];
  return {
    run,
    evaluations: records.filter((r) => r.type === 'evaluation'),
    steps: steps.filter((s, i) => i % every === 0 || s === last),
    seconds: last?.seconds ?? 0,
    tokens: last?.tokens ?? 0,
  };
}

/** An encoder's log as a report keeps it. */
export function summariseEncoder(records: LogRecord[]): EncoderReport {
  const run = records.find((r) => r.type === 'run');
  if (!run) throw new Error('the log has no header');
  return {
    run,
    evaluations: records.filter((r) => r.type === 'contrast-evaluation'),
    steps: records.filter((r) => r.type === 'contrast'),
  };
}

/** The model card: what the model is, what it learned from, how it measures, what it must not be used for. */
export function modelCard(report: Report, name: string): string {
  const [pretraining] = report.runs;
  const config = pretraining.run.options.config as GPTConfig;
  const corpus = pretraining.run.options.corpus as CorpusMeta;
  const millions = (pretraining.run.parameters / 1e6).toFixed(1);
  return `---
language: ko
license: apache-2.0
library_name: transformers
pipeline_tag: text-generation
tags: [korean, banking, from-scratch]
---

# ${name}

A GPT of ${millions} M parameters, trained from scratch on Korean text by this repository and tuned on the FAQ of
Ondam Bank, a bank that does not exist. Written by \`npm run report\` from the runs' own logs.

| | |
|---|---|
| Shape | ${config.shape}: ${config.n_layer} layers, width ${config.n_embd}, ${config.n_head} heads (${config.n_kv_head} for keys and values), feed-forward ${config.n_inner} |
| Context | ${config.context_length} tokens (trained on rows of ${pretraining.run.options.time}) |
| Vocabulary | ${config.vocab_size}, byte-level BPE, digits one by one |
| Weights | int8, one scale a column (\`onnx/model_int8.onnx\`; the sentence encoder: \`onnx/encoder_int8.onnx\`) |

## Training

${report.runs.map(trainingLine).join('\n')}
${encoderLine(report.encoder)}

A base that is an .onnx file is the model shipped before: tuning goes on from there. The whole curves and the samples
written on the way are in \`report.json\`.

## Evaluation

${evaluationTable(report.evaluations)}

"Fact recall" is the share of an entry's facts (amounts, days, numbers) that stand in the greedy answer to a
question worded as in none of the training data, with the entry's passage in the prompt; "exact" counts answers that
are the entry's own, letter for letter. "Unseen" entries, one in five, are in no tuning data. How the whole assistant
does, search and checks included, is in \`training/reports/evaluation.md\`.
NTREX-128 (news) is never trained on.

## Training data

${dataTable(corpus)}

## Limits

- Small, and trained for minutes: outside the bank's FAQ its Korean is often wrong or empty, and it states
  numbers with the same ease whether they are right or wrong. Never show its answer without checking it against
  a source.
- It knows nothing of real banks, rates or laws, and gives no advice on investments or loans.
- Text from public sources can carry the errors and the views of its authors.
`;
}

function trainingLine({ run, seconds, tokens, evaluations }: RunReport): string {
  const last = evaluations[evaluations.length - 1];
  const hours =
    seconds < 5400 ? `${(seconds / 60).toFixed(0)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
  const amount = `${last.step} steps, ${(tokens / 1e6).toFixed(1)} M tokens`;
  return `- **${run.name}** (${run.started.slice(0, 10)}): ${amount} in ${hours} on ${run.machine}${from(run)}.`;
}

function encoderLine({ run, evaluations, steps }: EncoderReport): string {
  const best = Math.max(...evaluations.map(({ hit_at_1 }) => hit_at_1));
  const last = steps[steps.length - 1];
  const minutes = (last.seconds / 60).toFixed(0);
  const hits = `${(100 * best).toFixed(1)} % of the wordings kept apart find their entry first, by vectors alone`;
  return `- **${run.name}** (${run.started.slice(0, 10)}): ${last.step} contrastive steps in ${minutes} minutes on ${run.machine}${from(run)}; ${hits}.`;
}

/** What a run tuned on. */
const from = ({ options }: RunHeader) => (options.base ? `, from \`${options.base}\`` : '');

function evaluationTable(evaluations: EvaluationReport[]): string {
  const columns = evaluations.map((e) => `step ${e.step} of ${e.checkpoint.split('/').at(-2)}`);
  const row = (label: string, value: (e: EvaluationReport) => string) =>
    `| ${label} | ${evaluations.map(value).join(' | ')} |`;
  const text = (name: string) => (e: EvaluationReport) => {
    const measured = e.text[name];
    return measured ? `${measured.bits_per_byte.toFixed(3)} / ${measured.perplexity.toFixed(1)}` : '–';
  };
  const share = (value?: number) => (value === undefined ? '–' : `${(100 * value).toFixed(1)} %`);
  return [
    row('', (e) => columns[evaluations.indexOf(e)]),
    `|---|${evaluations.map(() => '---|').join('')}`,
    row('Held-out text, bits a byte / perplexity', text('all sources')),
    row('NTREX-128 news, bits a byte / perplexity', text('ntrex128_kor')),
    row('Answers to held-out questions, perplexity', (e) => e.answers.perplexity.toFixed(2)),
    row('Greedy answers, fact recall, seen entries', (e) => share(e.answers.seen?.fact_recall)),
    row('Greedy answers, fact recall, unseen entries', (e) => share(e.answers.unseen?.fact_recall)),
    row('Greedy answers, exact, seen entries', (e) => share(e.answers.seen?.exact)),
    row('Greedy answers, exact, unseen entries', (e) => share(e.answers.unseen?.exact)),
  ]
    .filter((line) => !line.replace(/^\|[^|]*/, '').match(/^[|– ]+$/))
    .join('\n');
}

function dataTable(corpus: CorpusMeta): string {
  const sources = Object.entries(corpus.sources).filter(([, s]) => s.train.tokens > 0);
  const rows = sources.map(
    ([name, s]) =>
      `| ${name} | ${s.licence} | ${s.train.documents} | ${(s.train.tokens / 1e6).toFixed(2)} M | ${s.repeat} |`,
  );
  return [
    '| source | licence | documents | tokens | repeats |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Attribution is in NOTICE. Near duplicates were removed and 1 % of each source was held out.',
  ].join('\n');
}
