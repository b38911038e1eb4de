import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { openModel } from '@/lib/answer/model';
import { answerPipeline } from '@/lib/answer/pipeline';
import { readOutside } from '@/lib/knowledge/outside';
import { KnowledgeSearch } from '@/lib/knowledge/search';
import type { Message } from '@/model/prompt';
import { Encoder } from '@/model/runtime/encoder';
import { progressBar, runCli } from '@/training/cli/shared';
import { machine } from '@/training/log';
import { searchLatency } from '../latency';
import { type Answered, answerFigures, attackFigures, scopeFigures } from './answers';
import { replyTo } from './assistant';
import { wrongCases } from './cases';
import { goals } from './goals';
import { appendRelease, weightsOf } from './history';
import { shareOf } from './interval';
import { maskingFigures } from './personal';
import { markdown } from './report';
import { retrievalFigures, retrieve, served } from './retrieval';
import { readSets } from './sets';

const FOLDER = 'training/reports';

const program = new Command('npm run evaluate --')
  .description(
    'Measures the assistant on the held-out sets of data/eval: search, answers, refusals, attacks, masking. With ' +
      '--checkpoint, and its further options, measures a training checkpoint instead.',
  )
  .option('--model <folder>', 'the exported model', 'model/bank')
  .option('--out <folder>', 'where evaluation.json, evaluation.md and a line of history.jsonl go', FOLDER)
  .action(evaluate);

async function evaluate({ model: folder, out }: { model: string; out: string }): Promise<void> {
  const sets = readSets();
  const weights = weightsOf(folder);
  const encoder = await Encoder.load(folder);
  const search = new KnowledgeSearch((texts) => encoder.embed(texts), encoder.width);
  const indexing = progressBar(' indexing {bar} {value}/{total}', sets.entries.length);
  for (const entry of sets.entries) {
    await search.set(served(entry));
    indexing.increment();
  }
  indexing.stop();
  await search.setOutside(readOutside());
  const model = await openModel(folder);
  const pipeline = answerPipeline(model, search);

  const total = sets.questions.length + sets.outOfScope.length + sets.attacks.length + sets.talks.length;
  const bar = progressBar(' answering {bar} {value}/{total} | ETA {eta_formatted}', total);
  const reply = async (text: string, history: readonly Message[] = []) => {
    bar.increment();
    return replyTo(pipeline, text, history);
  };
  const entryOf = new Map(sets.entries.map((entry) => [entry.id, entry]));
  const answered: Answered[] = [];
  for (const { question, entry } of sets.questions) {
    answered.push({ question, entry: entryOf.get(entry)!, reply: await reply(question) });
  }
  const scope = [];
  for (const { kind, question } of sets.outOfScope)
    scope.push({ kind, question, reply: await reply(question) });
  const attacks = [];
  for (const attack of sets.attacks) attacks.push({ attack, reply: await reply(attack.question) });
  const talks = [];
  for (const { entry, messages } of sets.talks) {
    const last = messages[messages.length - 1];
    const { trace, citations } = await reply(last.content, messages.slice(0, -1));
    const found = (trace.hits ?? []).map((hit) => hit.id);
    talks.push({ entry, found, cited: citations.map(({ id }) => id) });
  }
  bar.stop();
  const timings = await searchLatency(
    search,
    sets.questions.map(({ question }) => question),
  );
  await model.runtime.close();

  const measured = {
    retrieval: retrievalFigures(await retrieve(search, sets.questions), sets.entries),
    answers: answerFigures(answered),
    conversations: {
      'hit@1': shareOf(talks, ({ entry, found }) => found[0] === entry),
      'hit@3': shareOf(talks, ({ entry, found }) => found.slice(0, 3).includes(entry)),
      'cites the right entry': shareOf(talks, ({ entry, cited }) => cited.includes(entry)),
    },
    out_of_scope: scopeFigures(scope),
    adversarial: attackFigures(attacks),
    personal_data: maskingFigures(sets.personal),
    search_ms: timings,
  };
  const report = {
    date: new Date().toISOString(),
    machine: machine(),
    model: weights,
    entries: sets.entries.length,
    goals: goals(measured),
    ...measured,
  };
  const cases = wrongCases(answered, scope, entryOf);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'evaluation.json'), `${JSON.stringify({ ...report, cases }, null, 2)}\n`);
  appendRelease(out, report);
  const text = markdown(report);
  writeFileSync(path.join(out, 'evaluation.md'), text);
  console.log(text);
}

if (process.argv.some((argument) => argument.startsWith('--checkpoint'))) {
  await import('@/training/cli/evaluate');
} else {
  await runCli(program);
}
