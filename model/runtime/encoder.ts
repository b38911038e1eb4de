import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { ENCODER_FILE, ENCODER_TOKENS } from '../encoder';
import { Tokenizer } from '../tokenizer';

/** Texts encoded at a time: enough to fill the cores, little enough to stay in their caches. */
const BATCH = 64;

/** The sentence encoder of a model folder, on the CPU: a question takes a few milliseconds. */
export class Encoder {
  private constructor(
    private readonly session: ort.InferenceSession,
    private readonly tokenizer: Tokenizer,
    /** Of every embedding: n_embd. */
    readonly width: number,
  ) {}

  /** @throws the runtime's error when the folder holds no encoder, or a damaged one */
  static async load(folder: string): Promise<Encoder> {
    const session = await ort.InferenceSession.create(path.join(folder, ENCODER_FILE), {
      logSeverityLevel: 3,
    });
    const [embeddings] = session.outputMetadata;
    const width = embeddings.isTensor ? Number(embeddings.shape[1]) : 0;
    return new Encoder(session, Tokenizer.load(folder), width);
  }

  /** Unit vectors [n_embd], one a text; of a long text its first tokens count. */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const first = this.tokenizer.specialId('<|endoftext|>');
    const rows = texts.map((text) => [first, ...this.tokenizer.encode(text)].slice(0, ENCODER_TOKENS));
    // Texts of like length together: a batch is as wide as its longest.
    const order = rows.map((_, i) => i).sort((a, b) => rows[a].length - rows[b].length);
    const vectors = new Array<Float32Array>(texts.length);
    for (let start = 0; start < order.length; start += BATCH) {
      const some = order.slice(start, start + BATCH);
      const { embeddings } = await this.session.run(this.feeds(some.map((i) => rows[i])));
      const data = embeddings.data as Float32Array;
      for (const [place, i] of some.entries()) {
        vectors[i] = data.slice(place * this.width, (place + 1) * this.width);
      }
    }
    return vectors;
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private feeds(rows: number[][]): Record<string, ort.Tensor> {
    const length = Math.max(...rows.map((row) => row.length));
    const shape = [rows.length, length];
    const ids = new BigInt64Array(rows.length * length).fill(BigInt(this.tokenizer.specialId('<|pad|>')));
    const mask = new BigInt64Array(rows.length * length);
    for (const [i, row] of rows.entries()) {
      ids.set(row.map(BigInt), i * length);
      mask.fill(1n, i * length, i * length + row.length);
    }
    return {
      input_ids: new ort.Tensor('int64', ids, shape),
      attention_mask: new ort.Tensor('int64', mask, shape),
    };
  }
}
