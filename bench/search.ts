import { embedEntries, KnowledgeSearch, type Served } from '@/lib/knowledge/search';
import { Random } from '@/model/random';
import { Encoder } from '@/model/runtime/encoder';
import { served } from './evaluate/retrieval';
import { readSets } from './evaluate/sets';
import { searchLatency } from './latency';
import type { BenchOptions, BenchResult } from './types';

const LARGE = 100_000;
const QUESTIONS = 300;

/**
 * How long a search takes, the question's encoding included, over the bank's own entries and over 100,000: the
 * bank's entries again and again with other words in them, each with its question, one wording and its answer, and
 * vectors drawn around the originals' (encoding them all would take long and change nothing in the time).
 */
export async function bench(_: BenchOptions): Promise<BenchResult> {
  const { entries, questions } = readSets();
  const encoder = await Encoder.load('model/bank');
  const embed = (texts: readonly string[]) => encoder.embed(texts);
  const asked = questions.slice(0, QUESTIONS).map(({ question }) => question);

  const own = new KnowledgeSearch(embed, encoder.width);
  for (const entry of entries) await own.set(served(entry));
  const small = await searchLatency(own, asked);
  console.log(`${entries.length} entries: p50 ${small.p50.toFixed(1)} ms, p95 ${small.p95.toFixed(1)} ms`);

  const random = new Random(1);
  const many = new KnowledgeSearch(embed, encoder.width);
  const originals = await Promise.all(
    entries.map(async (entry) => {
      const short = { ...served(entry), variants: entry.variants.slice(0, 1) };
      return { short, vector: (await embedEntries(embed, [short]))[0] };
    }),
  );
  for (let i = 0; i < LARGE; i++) {
    const { short, vector } = originals[i % originals.length];
    const other = i < originals.length ? short : altered(short, i, random);
    await many.set(other, i < originals.length ? vector : around(vector, random));
    if (i % 20_000 === 0) console.log(`${i} entries indexed`);
  }
  const large = await searchLatency(many, asked);
  console.log(`${LARGE} entries: p50 ${large.p50.toFixed(1)} ms, p95 ${large.p95.toFixed(1)} ms`);
  return {
    entries: entries.length,
    p50_ms: small.p50,
    p95_ms: small.p95,
    large_entries: LARGE,
    large_p50_ms: large.p50,
    large_p95_ms: large.p95,
    peak_mb: process.resourceUsage().maxRSS / 1024,
  };
}

/** The entry with a fifth of its words exchanged for made-up ones. */
function altered(entry: Served, i: number, random: Random): Served {
  const word = () => String.fromCodePoint(...[0, 1].map(() => 0xac00 + Math.floor(random.next() * 11172)));
  const change = (text: string) => text.replace(/\S+/g, (found) => (random.next() < 0.2 ? word() : found));
  return {
    ...entry,
    id: `${entry.id}-${i}`,
    question: change(entry.question),
    variants: entry.variants.map(change),
    answer: change(entry.answer),
  };
}

function around(vector: Float32Array, random: Random): Float32Array {
  const moved = vector.map((x) => x + 0.03 * random.normal());
  const length = Math.hypot(...moved);
  return moved.map((x) => x / length);
}
