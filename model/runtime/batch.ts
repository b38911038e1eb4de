import { setImmediate as nextTurn } from 'node:timers/promises';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { KeyValueCache } from './cache';
import { runInPlace } from './in-place';
import { MOST_DRAFTED } from './lookup';
import { PrefixStore } from './prefixes';
import type { ModelShape } from './sequence';

/** Generations at once, fewer where their caches would take more than MOST_CACHE_BYTES; later ones wait for a place. */
export const CONCURRENT_GENERATIONS = 16;
const MOST_CACHE_BYTES = 512 * 2 ** 20;
const PREFIX_BYTES = 96 * 2 ** 20;

/** Tokens of a prompt read in one pass: a few times the work of a step of all rows, which wait for it. */
const PROMPT_CHUNK = 128;

/** For so many short passes of a turn, one chunk of a prompt more has its turn too, or first words would come late. */
const PASSES_A_CHUNK = 4;

/** Most tokens of a pass that is over quickly, and most logits that it may ask for: a draft's. */
const SHORT = MOST_DRAFTED + 1;

/** What a row wants the network to read next. */
interface Reading {
  row: Row;
  ids: readonly number[];
  /** How many of them are read. */
  at: number;
  /** Logits wanted, of the last tokens. */
  keep: number;
  signal?: AbortSignal;
  resolve(logits: Float32Array | undefined): void;
  reject(error: unknown): void;
}

/**
 * Continuous batching: sequences join and leave between any two steps. Each turn, all rows that want one token read
 * share one step, so a matrix is fetched once for all; a row that wants several (a draft, a prompt) has a pass of
 * its own, as GroupQueryAttention takes several tokens of one sequence only, and a long prompt goes chunk by chunk, a
 * few chunks a turn, so that nobody waits for a whole prompt.
 *
 * What a row reads is computed alike whoever shares the step, what was cached and how the turns fell: rows never
 * mix, and prompts are always read two tokens or more at a time (one token's attention sums in another order). With
 * the int8 graph the logits are equal to the bit (batch.test.ts), so that a seed's text does not depend on the load.
 */
export class Batch {
  private readonly cache: KeyValueCache;
  private readonly prefixes = new PrefixStore(PREFIX_BYTES);
  /** Rows in use, at their place in the cache. */
  private readonly rows: Row[] = [];
  private readonly logits: Float32Array;
  private readings: Reading[] = [];
  private running = false;
  readonly capacity: number;

  constructor(
    private readonly session: InferenceSession,
    private readonly shape: ModelShape,
  ) {
    const affordable = Math.floor(MOST_CACHE_BYTES / KeyValueCache.bytes(shape, shape.context_length));
    this.capacity = Math.max(1, Math.min(CONCURRENT_GENERATIONS, affordable));
    this.cache = new KeyValueCache(shape, this.capacity);
    this.logits = new Float32Array(Math.max(this.capacity, SHORT) * shape.vocab_size);
  }

  /** Puts a row to use, empty; at most `capacity` may be. */
  open(row: Row): void {
    row.length = 0;
    row.closed = false;
    if (!this.rows.includes(row)) this.rows.push(row);
  }

  read(reading: Reading): void {
    this.readings.push(reading);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.readings.length > 0) {
      await nextTurn(); // whoever just got a token has drawn from it and asks for the next, and messages get in
      this.dropAborted();
      this.compact();
      const single = this.readings.filter(({ ids }) => ids.length === 1);
      const short = this.readings.filter(({ ids }) => ids.length > 1 && ids.length <= SHORT);
      const long = this.readings.filter(({ ids }) => ids.length > SHORT);
      const chunks = long.slice(0, 1 + Math.floor(short.length / PASSES_A_CHUNK));
      if (single.length > 0) await this.attempt(single, () => this.step(single));
      for (const one of [...short, ...chunks]) {
        await this.attempt([one], () => this.pass(one));
      }
    }
    this.compact();
    this.running = false;
  }

  private async attempt(readings: Reading[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.done(...readings);
      for (const { reject } of readings) reject(error);
    }
  }

  /** One token each of some rows. Rows between them that want none take part, and what they write is overwritten. */
  private async step(readings: Reading[]): Promise<void> {
    const places = readings.map(({ row }) => this.rows.indexOf(row));
    const first = Math.min(...places);
    const rows = this.rows.slice(first, Math.max(...places) + 1);
    const lengths = rows.map(({ length }) => Math.min(length, this.shape.context_length - 1));
    const ids = new BigInt64Array(rows.length);
    for (const [
      i,
      {
        ids: [id],
      },
    ] of readings.entries())
      ids[places[i] - first] = BigInt(id);
    await this.compute(first, ids, lengths, 1);
    this.done(...readings);
    const { vocab_size } = this.shape;
    for (const [i, { row, resolve }] of readings.entries()) {
      row.length++;
      const at = (places[i] - first) * vocab_size;
      resolve(this.logits.subarray(at, at + vocab_size));
    }
  }

  /** Several tokens of one row: the next chunk, and the end of the reading when it was the last. */
  private async pass(reading: Reading): Promise<void> {
    const { row, ids, keep } = reading;
    const place = this.rows.indexOf(row);
    const prompt = row.length === 0 || reading.at > 0;
    if (row.length === 0) this.recall(reading, place);
    const left = ids.length - reading.at;
    const count = left <= PROMPT_CHUNK + 1 ? left : PROMPT_CHUNK; // never one token alone for the end
    const chunk = BigInt64Array.from(ids.slice(reading.at, reading.at + count), BigInt);
    await this.compute(place, chunk, [row.length], keep);
    row.length += count;
    reading.at += count;
    this.done(reading);
    if (reading.at < ids.length) this.readings.push(reading);
    else {
      if (prompt) this.prefixes.add(ids, () => this.cache.save(place, ids.length));
      reading.resolve(this.logits.subarray(0, keep * this.shape.vocab_size));
    }
  }

  /** Takes over what is known of a prompt's beginning, two tokens always being left to read. */
  private recall(reading: Reading, place: number): void {
    const known = this.prefixes.longest(reading.ids);
    if (!known) return;
    const length = Math.min(known.length, reading.ids.length - 2);
    this.cache.restore(place, known.saved, length);
    reading.at = length;
    reading.row.length = length;
  }

  /**
   * Runs the graph on rows from `first`, one for each of `lengths`, which say how much each holds already.
   * @param ids [rows, sequence]
   */
  private async compute(first: number, ids: BigInt64Array, lengths: number[], keep: number): Promise<void> {
    const rows = lengths.length;
    const sequence = ids.length / rows;
    const total = Math.max(...lengths) + sequence;
    const mask = new BigInt64Array(rows * total);
    const positions = new BigInt64Array(ids.length);
    for (const [row, length] of lengths.entries()) {
      mask.fill(1n, row * total, row * total + length + sequence);
      for (let i = 0; i < sequence; i++) positions[row * sequence + i] = BigInt(length + i);
    }
    const { vocab_size } = this.shape;
    const { past, present } = this.cache.window(first, rows);
    const logits = this.logits.subarray(0, rows * keep * vocab_size);
    await runInPlace(
      this.session,
      {
        input_ids: new Tensor('int64', ids, [rows, sequence]),
        attention_mask: new Tensor('int64', mask, [rows, total]),
        position_ids: new Tensor('int64', positions, [rows, sequence]),
        num_logits_to_keep: new Tensor('int64', BigInt64Array.of(BigInt(keep)), []),
        ...past,
      },
      { logits: new Tensor('float32', logits, [rows, keep, vocab_size]), ...present },
    );
  }

  private done(...readings: Reading[]): void {
    this.readings = this.readings.filter((reading) => !readings.includes(reading));
  }

  private dropAborted(): void {
    const aborted = this.readings.filter(({ signal }) => signal?.aborted);
    this.done(...aborted);
    for (const { resolve } of aborted) resolve(undefined);
  }

  /** Closes the gaps that closed rows leave, so that a step has no idle rows: the last row moves into one. */
  private compact(): void {
    for (let place = this.rows.length - 1; place >= 0; place--) {
      if (!this.rows[place].closed) continue;
      const last = this.rows.pop()!;
      if (place === this.rows.length) continue;
      this.cache.move(this.rows.length, place, last.length);
      this.rows[place] = last;
    }
  }
}

/** One sequence in a batch. */
export class Row {
  /** How many tokens its cache holds. */
  length = 0;
  closed = true;

  constructor(private readonly batch: Batch) {}

  open(): void {
    this.batch.open(this);
  }

  /** Leaves the batch; nothing may be being read. */
  close(): void {
    this.closed = true;
  }

  /**
   * Reads more tokens and returns the logits after the last `keep` of them, [keep, vocabulary], or undefined when the
   * signal aborts before. They are to be read at once, before anything else is awaited: the next step overwrites them.
   */
  feed(ids: readonly number[], keep = 1, signal?: AbortSignal): Promise<Float32Array | undefined> {
    return new Promise((resolve, reject) => {
      this.batch.read({ row: this, ids, at: 0, keep, signal, resolve, reject });
    });
  }

  /** Forgets all tokens after the first `length`. */
  rewind(length: number): void {
    this.length = length;
  }
}
