import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** A float32 tensor with its shape. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** A file that is not whole safetensors; the message names the file and what is wrong. */
export class SafetensorsError extends Error {
  readonly code = 'weights_damaged';
}

const entry = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

const header = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) }).catchall(entry);

/**
 * Writes tensors and string metadata in the safetensors format
 * (https://github.com/huggingface/safetensors#format). The file appears whole or not at all.
 */
export function writeSafetensors(
  file: string,
  tensors: Map<string, Tensor>,
  metadata: Record<string, string> = {},
): void {
  let offset = 0;
  const entries: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of tensors) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(entries));
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  writeAtomically(file, [length, padded, ...[...tensors.values()].map((t) => bytesOf(t.data))]);
}

export const bytesOf = (a: Float32Array) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

/** The most that one system call reads or writes. */
const CHUNK = 2 ** 30;

/**
 * Writes the parts to `file` so that it appears whole or not at all: beside its place, flushed to the disk, then
 * renamed. A full disk, or a part that cannot be made, leaves the earlier file as it was.
 */
export function writeAtomically(file: string, parts: Iterable<Uint8Array>): void {
  const partial = `${file}.partial`;
  const fd = openSync(partial, 'w');
  try {
    try {
      for (const part of parts) {
        for (let at = 0; at < part.length; ) {
          at += writeSync(fd, part, at, Math.min(part.length - at, CHUNK));
        }
      }
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/**
 * Reads a float32 safetensors file.
 * @throws SafetensorsError when the tensors do not fill the file exactly, as the format demands
 */
export function readSafetensors(file: string): {
  tensors: Map<string, Tensor>;
  metadata: Record<string, string>;
} {
  const fd = openSync(file, 'r');
  try {
    return readOpened(fd, (problem) => {
      throw new SafetensorsError(`${file}: ${problem}`);
    });
  } finally {
    closeSync(fd);
  }
}

type Fail = (problem: string) => never;

function readOpened(fd: number, fail: Fail): ReturnType<typeof readSafetensors> {
  const { size } = fstatSync(fd);
  if (size < 8) fail('shorter than its own header');
  const length = Number(readBytes(fd, 0, Buffer.alloc(8), fail).readBigUInt64LE());
  const start = 8 + length;
  if (start > size) fail(`header of ${length} bytes in a file of ${size}`);
  const { __metadata__: metadata, ...entries } = parseHeader(
    readBytes(fd, 8, Buffer.alloc(length), fail),
    fail,
  );
  const tensors = new Map<string, Tensor>();
  let end = 0;
  for (const [name, { shape, data_offsets }] of inOrder(entries)) {
    const [from, to] = data_offsets;
    const count = shape.reduce((a, b) => a * b, 1);
    if (from !== end) fail(`tensor ${name} starts at byte ${from} of the data instead of ${end}`);
    if (to - from !== count * 4) fail(`tensor ${name} has ${to - from} bytes instead of ${count * 4}`);
    if (start + to > size) fail(`tensor ${name} is cut off`);
    const data = new Float32Array(count);
    readBytes(fd, start + from, bytesOf(data), fail);
    tensors.set(name, { shape, data });
    end = to;
  }
  if (start + end !== size) fail(`${size - start - end} bytes belong to no tensor`);
  return { tensors, metadata };
}

/** Entries by where their bytes lie. An empty tensor shares its place with the next one, and so comes first. */
function inOrder(entries: Record<string, z.infer<typeof entry>>) {
  return Object.entries(entries).sort(([, { data_offsets: a }], [, { data_offsets: b }]) => {
    return a[0] - b[0] || a[1] - b[1];
  });
}

function readBytes<T extends Uint8Array>(fd: number, position: number, into: T, fail: Fail): T {
  for (let at = 0; at < into.length; ) {
    const read = readSync(fd, into, at, Math.min(into.length - at, CHUNK), position + at);
    if (read === 0) fail('it became shorter while it was read');
    at += read;
  }
  return into;
}

function parseHeader(bytes: Uint8Array, fail: Fail): z.infer<typeof header> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    fail('the header is not JSON');
  }
  const parsed = header.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  return fail(`the header's ${path.join('.') || 'root'} is wrong: ${message}`);
}
