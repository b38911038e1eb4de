import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { ENCODER_FILE, ENCODER_TOKENS } from '../encoder';
import { Tokenizer } from '../tokenizer';

/** Texts encoded at a time: enough to fill the cores, little enough to stay in their caches. */
const BATCH = 16;

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
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += BATCH) {
      const feeds = this.feeds(texts.slice(start, start + BATCH));
      const { embeddings } = await this.session.run(feeds);
      const [count, width] = embeddings.dims;
      const data = embeddings.data as Float32Array;
      for (let i = 0; i < count; i++) vectors.push(data.slice(i * width, (i + 1) * width));
    }
    return vectors;
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private feeds(texts: readonly string[]): Record<string, ort.Tensor> {
    const first = this.tokenizer.specialId('<|endoftext|>');
    const rows = texts.map((text) => [first, ...this.tokenizer.encode(text)].slice(0, ENCODER_TOKENS));
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
