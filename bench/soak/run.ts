import { setMaxListeners } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Random } from '@/model/random';
import { quantile } from '../median';
import { BuiltServer } from '../server';
import { Customer, type Tally } from './customer';
import { residentMb, slope } from './memory';

/** Seconds between an answer and the next question, on average. */
const THINKING_S = 8;
/** Before it, caches fill and code is compiled: memory that grows then says nothing. */
const WARM_UP = 0.3;

/** What people say beside the entries' own questions, so that every way to an answer is walked. */
const OTHERS = [
  '안녕하세요',
  '카드를 잃어버렸어요',
  '공룡은 왜 사라졌나요',
  '새로 만든 통장인데 하루에 백만원까지만 되는 한도를 어떻게 없애나요?',
  '제 번호는 010-1234-5678인데요, 정기예금 금리가 어떻게 되나요?',
];

/**
 * Customers who all use one built server at once: each asks, reads the answer to its end, thinks, and asks again; a
 * refused one comes back when the server says. Meanwhile health is asked and memory is looked at, ten times and once a
 * second. At the end each conversation is compared with what its customer saw.
 */
export async function soak({ sessions, minutes }: { sessions: number; minutes: number }) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'ondam-soak-'));
  const server = await BuiltServer.start(
    // The limits of one customer and one address are not what is measured: all of these come from one address.
    { ONDAM_DATA_DIR: data, ONDAM_QUESTIONS_PER_MINUTE: '1000000' },
    'ready',
  );
  try {
    return await load(server, sessions, minutes);
  } finally {
    await server.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
}

async function load(server: BuiltServer, sessions: number, minutes: number) {
  const tally: Tally = { answered: 0, refused: {}, faults: [], answer_ms: [], first_word_ms: [] };
  const customers = Array.from({ length: sessions }, () => new Customer(server.url, tally));
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const watched = watch(server, ending.signal, tally);
  const random = new Random(1);
  const questions = [...entryQuestions(), ...OTHERS];
  const lives = customers.map(async (customer) => {
    const think = () =>
      after(2000 * THINKING_S * random.next(), undefined, { signal: ending.signal }).catch(() => {});
    for (await think(); !ending.signal.aborted; await think()) {
      const question = questions[Math.floor(random.next() * questions.length)];
      await customer.ask(question, ending.signal).catch((error) => tally.faults.push(String(error)));
    }
  });
  await after(60_000 * minutes);
  ending.abort();
  await Promise.all(lives); // answers that are being read are read to their end
  const { health_ms, web_mb, model_mb } = await watched;

  const compared = await Promise.all(customers.map((customer) => customer.compare()));
  const sum = (of: 'lost' | 'doubled') => compared.reduce((total, one) => total + one[of], 0);
  const answers = customers.map(({ seen }) => seen.length);
  return {
    sessions,
    minutes,
    answered: tally.answered,
    refused: tally.refused,
    faults: tally.faults.length,
    fault_examples: tally.faults.slice(0, 5),
    lost: sum('lost'),
    doubled: sum('doubled'),
    first_word_ms: spread(tally.first_word_ms),
    answer_ms: spread(tally.answer_ms),
    /** Jain's index: 1 where every customer got as many answers as the others. */
    fairness: answers.reduce((a, b) => a + b, 0) ** 2 / (sessions * answers.reduce((a, b) => a + b * b, 0)),
    fewest_answers: Math.min(...answers),
    most_answers: Math.max(...answers),
    health_ms: spread(health_ms),
    web_memory: memory(web_mb),
    model_memory: memory(model_mb),
  };
}

/** The first wording of each entry that is not its question: most of them the model answers. */
function entryQuestions(): string[] {
  const folder = 'data/faq';
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n').filter(Boolean))
    .flatMap((line) => {
      const { question, variants } = JSON.parse(line) as { question: string; variants: string[] };
      return [question, ...variants.slice(0, 1).map((wording) => `${wording} 궁금해서 여쭤봐요`)];
    });
}

async function watch(server: BuiltServer, signal: AbortSignal, tally: Tally) {
  const health_ms: number[] = [];
  const [web_mb, model_mb]: number[][] = [[], []];
  const model = server.children();
  for (let tick = 0; !signal.aborted; tick++) {
    const next = after(100);
    if (tick % 10 === 0) {
      web_mb.push(residentMb([server.pid]));
      model_mb.push(residentMb(model));
    }
    const started = performance.now();
    const health = await server.health().catch((error) => ({ status: String(error) }));
    health_ms.push(performance.now() - started);
    if (health.status !== 'ready') tally.faults.push(`health: ${health.status}`);
    await next;
    if (tick % 600 === 599) {
      console.log(`${(tick + 1) / 600} min: ${tally.answered} answered, ${tally.faults.length} faults`);
    }
  }
  return { health_ms, web_mb, model_mb };
}

function memory(samples: readonly number[]) {
  const steady = samples.slice(Math.floor(WARM_UP * samples.length)).map((y, x) => ({ x: x / 60, y }));
  const [begin, end] = [steady[0]?.y ?? 0, steady.at(-1)?.y ?? 0];
  return { begin_mb: begin, end_mb: end, peak_mb: Math.max(...samples), mb_per_minute: slope(steady) };
}

/** Zeros of no values. */
function spread(values: readonly number[]) {
  const at = (share: number) => quantile(values, share) ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
