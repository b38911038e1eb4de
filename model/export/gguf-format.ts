import { numel } from '../graph/graph';
import { bytesOf, type Tensor } from '../weights';
import { levels4, levels8 } from './quantize';

/**
 * GGUF, version 3: a header of typed metadata, a table of tensors, and their bytes, quantised or not.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export type TensorType = keyof typeof TYPES;

const ALIGNMENT = 32;

/** The file, in parts to be written one after another; `metadata` from `entry`. */
export function* ggufFile(
  metadata: Buffer[],
  tensors: Map<string, { type: TensorType; tensor: Tensor }>,
): Generator<Uint8Array> {
  const infos: Buffer[] = [];
  let offset = 0;
  for (const [name, { type, tensor }] of tensors) {
    const { shape } = tensor;
    const { code, size } = TYPES[type];
    // GGML lists the fastest running dimension first.
    const dims = [...shape].reverse().map(u64);
    infos.push(Buffer.concat([text(name), u32(shape.length), ...dims, u32(code), u64(offset)]));
    offset += align(size(numel(shape)));
  }
  const counts = [u64(tensors.size), u64(metadata.length)];
  yield* padded(Buffer.concat([Buffer.from('GGUF'), u32(3), ...counts, ...metadata, ...infos]));
  for (const { type, tensor } of tensors.values()) yield* padded(TYPES[type].encode(tensor.data));
}

const align = (size: number) => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

function* padded(bytes: Uint8Array): Generator<Uint8Array> {
  yield bytes;
  yield new Uint8Array(align(bytes.length) - bytes.length);
}

/** Elements that share a scale. */
export const BLOCK = 32;
const blocks = (elements: number) => elements / BLOCK;

/** GGML's tensor types: code, bytes for so many elements, and the bytes of given ones. */
const TYPES = {
  F32: { code: 0, size: (n: number) => 4 * n, encode: bytesOf },
  Q4_0: { code: 2, size: (n: number) => 18 * blocks(n), encode: encodeQ4 },
  Q8_0: { code: 8, size: (n: number) => 34 * blocks(n), encode: encodeQ8 },
};

/** Blocks of 32 along a row: a half float scale, then 32 signed bytes. */
function encodeQ8(data: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(TYPES.Q8_0.size(data.length));
  for (let b = 0; b < blocks(data.length); b++) {
    const { scale, levels } = levels8(BLOCK, (i) => data[b * BLOCK + i]);
    bytes.writeUInt16LE(halfBits(scale), b * 34);
    bytes.set(new Uint8Array(levels.buffer), b * 34 + 2);
  }
  return bytes;
}

/** Blocks of 32 along a row: a half float scale, then 16 bytes, byte i with elements i (low half) and i + 16. */
function encodeQ4(data: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(TYPES.Q4_0.size(data.length));
  for (let b = 0; b < blocks(data.length); b++) {
    const { scale, levels } = levels4(BLOCK, (i) => data[b * BLOCK + i]);
    bytes.writeUInt16LE(halfBits(scale), b * 18);
    for (let i = 0; i < 16; i++) bytes[b * 18 + 2 + i] = levels[i] | (levels[i + 16] << 4);
  }
  return bytes;
}

/** The bits of the half float (IEEE 754 binary16) nearest to x. */
export function halfBits(x: number): number {
  const sign = x < 0 ? 0x8000 : 0;
  const size = Math.abs(x);
  // Below the smallest normal number the steps are even.
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  if (size >= 65520) return sign | 0x7c00;
  const [bits] = new Uint32Array(Float32Array.of(size).buffer);
  // Exponent and fraction shift as one number, so that a fraction rounded up carries into the exponent.
  return sign | (((bits + 0x1000) >>> 13) - ((127 - 15) << 10));
}

function u32(x: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(x);
  return bytes;
}

function u64(x: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(x));
  return bytes;
}

function f32(x: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(x);
  return bytes;
}

function text(s: string): Buffer {
  const bytes = Buffer.from(s);
  return Buffer.concat([u64(bytes.length), bytes]);
}

// Values stand behind a code of their type.
const typed = (type: number, value: Buffer) => Buffer.concat([u32(type), value]);
export const uint = (x: number) => typed(4, u32(x));
export const float = (x: number) => typed(6, f32(x));
export const bool = (x: boolean) => typed(7, Buffer.of(Number(x)));
export const string = (s: string) => typed(8, text(s));
const array = (type: number, items: Buffer[]) =>
  typed(9, Buffer.concat([u32(type), u64(items.length), ...items]));
export const strings = (list: string[]) => array(8, list.map(text));
export const ints = (list: number[]) => array(5, list.map(u32));

/** One pair of the metadata. */
export const entry = (key: string, value: Buffer) => Buffer.concat([text(key), value]);
