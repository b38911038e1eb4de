import { Tensor } from 'onnxruntime-node';
import { cacheNames, type ModelShape } from './sequence';

/**
 * The keys and values of several sequences, one row each, allocated once at the context's length. Any run of rows is
 * a batch for the graph, without a copy: the tensors of `views` are windows on the same memory.
 */
export class KeyValueCache {
  /** By layer, keys then values: [rows, n_kv_head, context_length, head_dim]. Pages never written cost no memory. */
  private readonly buffers: Float32Array[];
  private readonly names: [past: string, present: string][];
  private readonly views = new Map<
    number,
    { past: Record<string, Tensor>; present: Record<string, Tensor> }
  >();
  private readonly rowSize: number;

  constructor(
    private readonly shape: ModelShape,
    private readonly rows: number,
  ) {
    this.rowSize = shape.n_kv_head * shape.context_length * shape.head_dim;
    this.names = cacheNames(shape.n_layer);
    this.buffers = this.names.map(() => new Float32Array(rows * this.rowSize));
  }

  /** Of one row, or of one token. */
  static bytes({ n_layer, n_kv_head, head_dim }: ModelShape, tokens: number): number {
    return 2 * n_layer * n_kv_head * head_dim * tokens * 4;
  }

  /** Rows [first, first + count) as the graph's inputs and, the same memory, its outputs. */
  window(first: number, count: number) {
    const key = first * this.rows + count;
    const known = this.views.get(key);
    if (known) return known;
    const { n_kv_head, context_length, head_dim } = this.shape;
    const tensors = this.buffers.map((buffer) => {
      const rows = buffer.subarray(first * this.rowSize, (first + count) * this.rowSize);
      return new Tensor('float32', rows, [count, n_kv_head, context_length, head_dim]);
    });
    const named = (side: 0 | 1) => Object.fromEntries(this.names.map((pair, i) => [pair[side], tensors[i]]));
    const view = { past: named(0), present: named(1) };
    this.views.set(key, view);
    return view;
  }

  /** Copies the first `length` tokens of a row over another's. */
  move(from: number, to: number, length: number): void {
    for (const buffer of this.buffers) {
      for (const [start, end] of this.spans(from, length)) {
        buffer.copyWithin(start + (to - from) * this.rowSize, start, end);
      }
    }
  }

  /** A copy of the first `length` tokens of a row. */
  save(row: number, length: number): Float32Array[] {
    return this.buffers.flatMap((buffer) =>
      this.spans(row, length).map(([start, end]) => buffer.slice(start, end)),
    );
  }

  /** Writes the first `length` tokens of what `save` returned to a row. */
  restore(row: number, saved: readonly Float32Array[], length: number): void {
    const size = length * this.shape.head_dim;
    for (const [i, buffer] of this.buffers.entries()) {
      for (const [head, [start]] of this.spans(row, length).entries()) {
        buffer.set(saved[i * this.shape.n_kv_head + head].subarray(0, size), start);
      }
    }
  }

  /** Where a row's first tokens lie in each buffer: one span a head. */
  private spans(row: number, length: number): [start: number, end: number][] {
    const { n_kv_head, context_length, head_dim } = this.shape;
    return Array.from({ length: n_kv_head }, (_, head) => {
      const start = row * this.rowSize + head * context_length * head_dim;
      return [start, start + length * head_dim];
    });
  }
}
