import { readFileSync } from 'node:fs';
import { Random } from '@/model/random';
import type { Batch } from './step';

/** Training examples of one length: row i holds `time` ids and the target of each (negative: does not count). */
export interface Rows {
  length: number;
  time: number;
  /** Writes row `i` into ids and targets from `offset` on. */
  fill(i: number, ids: BigInt64Array, targets: BigInt64Array, offset: number): void;
}

/** A stream of tokens cut into rows: each row's targets are its ids moved by one. The last, partial row is left out. */
export function streamRows(tokens: ArrayLike<number>, time: number): Rows {
  return {
    length: Math.max(0, Math.floor((tokens.length - 1) / time)),
    time,
    fill(row, ids, targets, offset) {
      for (let t = 0; t < time; t++) {
        ids[offset + t] = BigInt(tokens[row * time + t]);
        targets[offset + t] = BigInt(tokens[row * time + t + 1]);
      }
    },
  };
}

/** Rows of several sources, one after another. All have the first one's length in tokens. */
export function concatRows(parts: Rows[]): Rows {
  const length = parts.reduce((n, p) => n + p.length, 0);
  return {
    length,
    time: parts[0].time,
    fill(row, ids, targets, offset) {
      let at = row;
      const part = parts.find((p) => {
        if (at < p.length) return true;
        at -= p.length;
        return false;
      });
      part!.fill(at, ids, targets, offset);
    },
  };
}

/** `count` rows spread evenly over all; all of them where there are no more. */
export function spreadRows(rows: Rows, count: number): Rows {
  if (count >= rows.length) return rows;
  const pick = (i: number) => Math.floor((i * rows.length) / count);
  return { length: count, time: rows.time, fill: (i, ...rest) => rows.fill(pick(i), ...rest) };
}

/** Token ids of a shard: 16-bit little endian. */
export function readShard(file: string): Uint16Array {
  const bytes = readFileSync(file);
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/**
 * Deals rows into batches: every row once an epoch, in an order drawn anew for each epoch. A batch depends on
 * its number alone, so a resumed run needs no position but its step.
 */
export class Dealer {
  private order = new Uint32Array(0);
  private epoch = -1;

  constructor(
    private readonly rows: Rows,
    private readonly batch: number,
    private readonly seed: number,
  ) {}

  /** The batch of that number, counted from 0. */
  deal(number: number): Batch {
    const { time, length } = this.rows;
    const ids = new BigInt64Array(this.batch * time);
    const targets = new BigInt64Array(this.batch * time);
    // An epoch is whole batches; rows left over take their turn in another epoch's order.
    const per_epoch = Math.floor(length / this.batch);
    this.shuffle(Math.floor(number / per_epoch));
    for (let b = 0; b < this.batch; b++) {
      this.rows.fill(this.order[(number % per_epoch) * this.batch + b], ids, targets, b * time);
    }
    return { ids, targets };
  }

  private shuffle(epoch: number): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    const order = Uint32Array.from({ length: this.rows.length }, (_, i) => i);
    this.order = shuffle(order, new Random(this.seed * 2 ** 20 + epoch));
  }
}

/** Puts the items into a random order, in place (Fisher and Yates), and returns them. */
export function shuffle<T extends Uint32Array | unknown[]>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
