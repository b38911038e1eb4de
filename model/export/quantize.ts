/** Element (row, column) of a matrix. */
export type At = (row: number, column: number) => number;

/** Below this a scale would leave float32's normal range and lose its precision; such values count as zero. */
const SMALLEST = 2 ** -126;

/** Numbers as `levels[i] * scale`, with levels from -127 to 127: off by at most half a scale. */
export function levels8(size: number, at: (i: number) => number): { scale: number; levels: Int8Array } {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(at(i)));
  const scale = Math.fround(largest / 127);
  const levels = new Int8Array(size);
  if (scale < SMALLEST) return { scale: 1, levels };
  for (let i = 0; i < size; i++) levels[i] = Math.round(at(i) / scale);
  return { scale, levels };
}

/**
 * Numbers as `(levels[i] - 8) * scale`, with levels from 0 to 15. The number of largest magnitude becomes level 0,
 * so that all sixteen are used (llama.cpp's Q4_0 does the same): off by at most half a scale, but by up to a whole
 * one for a number as large and of the other sign.
 */
export function levels4(size: number, at: (i: number) => number): { scale: number; levels: Uint8Array } {
  let extreme = 0;
  for (let i = 0; i < size; i++) if (Math.abs(at(i)) > Math.abs(extreme)) extreme = at(i);
  const scale = Math.fround(extreme / -8);
  const levels = new Uint8Array(size).fill(8);
  if (Math.abs(scale) < SMALLEST) return { scale: 1, levels };
  for (let i = 0; i < size; i++) levels[i] = Math.min(15, Math.round(at(i) / scale) + 8);
  return { scale, levels };
}

/** A matrix as int8 with one scale a column: w[r, c] is about data[r, c] * scales[c]. */
export function quantizeColumns8(rows: number, columns: number, at: At) {
  const data = new Int8Array(rows * columns);
  const scales = new Float32Array(columns);
  for (let c = 0; c < columns; c++) {
    const { scale, levels } = levels8(rows, (r) => at(r, c));
    scales[c] = scale;
    for (let r = 0; r < rows; r++) data[r * columns + c] = levels[r];
  }
  return { data, scales };
}

/** Levels [rows, columns] as MatMulNBits stores 8 bits: [columns, padded], 128 standing for zero and in the padding. */
export function packColumns8(data: Int8Array, rows: number, columns: number, padded: number): Uint8Array {
  const packed = new Uint8Array(columns * padded).fill(128);
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) packed[c * padded + r] = data[r * columns + c] + 128;
  }
  return packed;
}

/**
 * A matrix in 4-bit blocks along the rows of each column, as ONNX Runtime's MatMulNBits stores them:
 * [columns, rows / block, block / 2] with two elements a byte, the first in the low half, and a scale a block.
 */
export function quantizeBlocks4(rows: number, columns: number, at: At, block: number) {
  const blocks = rows / block;
  const data = new Uint8Array((columns * rows) / 2);
  const scales = new Float32Array(columns * blocks);
  for (let i = 0; i < columns * blocks; i++) {
    const column = Math.floor(i / blocks);
    const start = (i % blocks) * block;
    const { scale, levels } = levels4(block, (k) => at(start + k, column));
    scales[i] = scale;
    for (let k = 0; k < block; k++) data[i * (block / 2) + (k >> 1)] |= levels[k] << (4 * (k & 1));
  }
  return { data, scales };
}
