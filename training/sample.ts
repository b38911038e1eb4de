import * as ort from 'onnxruntime-node';
import { type GPTConfig, headDim } from '@/model/config';
import { liveGraph } from '@/model/export/onnx';
import { parameterSpecs } from '@/model/gpt';
import { Sampler } from '@/model/runtime/sampler';
import { mergeSampling, type Sampling } from '@/model/runtime/sampling';
import { parameterTensors } from './update';

/** Writes text with a network as it stands in training: the serving graph, its weights fed as inputs. */
export class LiveSampler {
  private constructor(
    private readonly config: GPTConfig,
    private readonly session: ort.InferenceSession,
  ) {}

  static async create(config: GPTConfig, options: { threads?: number } = {}): Promise<LiveSampler> {
    const session = await ort.InferenceSession.create(liveGraph(config), {
      intraOpNumThreads: options.threads ?? 0,
      logSeverityLevel: 3,
    });
    return new LiveSampler(config, session);
  }

  /** Ids that follow the prompt, until `stop` ids, max_tokens or the context's end. */
  async continue(
    parameters: Map<string, Float32Array>,
    prompt: number[],
    sampling: Sampling,
    stop: number[] = [],
  ): Promise<number[]> {
    const { n_layer, n_kv_head, context_length, vocab_size } = this.config;
    const settings = mergeSampling(sampling);
    const sampler = new Sampler(settings, vocab_size, prompt, 0);
    const weights = parameterTensors(parameterSpecs(this.config), parameters);
    const shape = [1, n_kv_head, context_length, headDim(this.config)];
    const size = shape.reduce((a, b) => a * b, 1);
    const feeds: Record<string, ort.Tensor> = { ...weights, num_logits_to_keep: int64([1], []) };
    const fetches: Record<string, ort.Tensor | null> = { logits: null };
    for (let i = 0; i < n_layer; i++) {
      for (const part of ['key', 'value']) {
        const cache = new ort.Tensor('float32', new Float32Array(size), shape);
        feeds[`past_key_values.${i}.${part}`] = cache;
        fetches[`present.${i}.${part}`] = cache;
      }
    }
    const output: number[] = [];
    let next = prompt;
    let past = 0;
    while (output.length < settings.max_tokens && past + next.length <= context_length) {
      const positions = next.map((_, i) => past + i);
      past += next.length;
      const out = await this.session.run(
        {
          ...feeds,
          input_ids: int64(next, [1, next.length]),
          position_ids: int64(positions, [1, next.length]),
          attention_mask: int64(Array(past).fill(1), [1, past]),
        },
        fetches,
      );
      const { id } = sampler.sample(out.logits.data as Float32Array);
      if (stop.includes(id)) break;
      output.push(id);
      next = [id];
    }
    return output;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

const int64 = (values: number[], shape: number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
