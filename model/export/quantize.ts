/** Element (row, column) of a matrix. */
export type At = (row: number, column: number) => number;

/** Symmetric int8 with one scale a column: w[r, c] is about data[r, c] * scales[c]. */
export function quantizeColumns8(rows: number, columns: number, at: At): { data: Int8Array; scales: Float32Array } {
  const data = new Int8Array(rows * columns);
  const scales = new Float32Array(columns);
  for (let c = 0; c < columns; c++) {
    let largest = 0;
    for (let r = 0; r < rows; r++) largest = Math.max(largest, Math.abs(at(r, c)));
    scales[c] = largest > 0 ? largest / 127 : 1;
    for (let r = 0; r < rows; r++) data[r * columns + c] = Math.round(at(r, c) / scales[c]);
  }
  return { data, scales };
}

/**
 * 4-bit blocks along the rows of each column, as MatMulNBits stores them: [columns, rows / block, block / 2]
 * with two elements a byte, low half first, zero at 8. The element of largest magnitude becomes -8, which uses
 * all sixteen levels (llama.cpp's Q4_0 does the same).
 */
export function quantizeBlocks4(rows: number, columns: number, at: At, block: number) {
  const blocks = rows / block;
  const data = new Uint8Array((columns * rows) / 2);
  const scales = new Float32Array(columns * blocks);
  for (let i = 0; i < columns * blocks; i++) {
    const column = Math.floor(i / blocks);
    const start = (i % blocks) * block;
    let extreme = 0;
    for (let r = start; r < start + block; r++) {
      if (Math.abs(at(r, column)) > Math.abs(extreme)) extreme = at(r, column);
    }
    const scale = extreme === 0 ? 1 : extreme / -8;
    scales[i] = scale;
    for (let k = 0; k < block; k++) {
      const level = Math.min(15, Math.round(at(start + k, column) / scale) + 8);
      data[i * (block / 2) + (k >> 1)] |= level << (4 * (k & 1));
    }
  }
  return { data, scales };
}
