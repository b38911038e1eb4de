import * as ort from 'onnxruntime-node';
import { Graph } from '@/model/graph/graph';
import { highest, NO_SCORES, type Scores } from './scores';

/**
 * Nearest neighbours by exact comparison with every entry's vector: one matrix product by ONNX Runtime, off the event
 * loop. At 320 numbers a vector it is bound by memory: about 15 ms for 100,000 entries.
 */
export class DenseIndex {
  private vectors = new Float32Array(0);
  private readonly places = new Map<string, number>();
  /** The entry at each place, also where one was deleted since. */
  private readonly ids: string[] = [];
  private readonly deleted: number[] = [];
  private session: Promise<ort.InferenceSession> | undefined;

  /** @param width of every vector */
  constructor(private readonly width: number) {}

  /** Adds an entry's unit vector, in place of an earlier one. */
  set(id: string, vector: Float32Array): void {
    let place = this.places.get(id);
    if (place === undefined) {
      place = this.ids.push(id) - 1;
      this.places.set(id, place);
      this.reserve(this.ids.length);
    }
    this.vectors.set(vector, place * this.width);
  }

  /** Its place stays empty: rare enough that the index need not be rebuilt before the process is. */
  delete(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    this.deleted.push(place);
  }

  /** The cosine of each entry. */
  async compare(query: Float32Array): Promise<Scores> {
    if (this.places.size === 0) return NO_SCORES;
    const cosines = await this.cosines(query, this.ids.length);
    for (const place of this.deleted) cosines[place] = Number.NEGATIVE_INFINITY;
    return {
      of: (id) => cosines[this.places.get(id) ?? -1] ?? 0,
      best: (limit) => highest(cosines, limit, Number.NEGATIVE_INFINITY).map((place) => this.ids[place]),
    };
  }

  private async cosines(query: Float32Array, rows: number): Promise<Float32Array> {
    this.session ??= productSession(this.width);
    const { scores } = await (await this.session).run({
      vectors: new ort.Tensor('float32', this.vectors.subarray(0, rows * this.width), [rows, this.width]),
      query: new ort.Tensor('float32', query, [this.width, 1]),
    });
    return scores.data as Float32Array;
  }

  private reserve(rows: number): void {
    if (rows * this.width <= this.vectors.length) return;
    const vectors = new Float32Array(2 * rows * this.width);
    vectors.set(this.vectors);
    this.vectors = vectors;
  }
}

function productSession(width: number): Promise<ort.InferenceSession> {
  const g = new Graph();
  const vectors = g.input('vectors', ['rows', width]);
  const query = g.input('query', [width, 1]);
  g.output('scores', g.node('MatMul', [vectors, query], { shape: ['rows', 1] }));
  return ort.InferenceSession.create(g.encode(), { logSeverityLevel: 3 });
}
