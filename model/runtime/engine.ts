import { randomInt } from 'node:crypto';
import type { InferenceSession } from 'onnxruntime-node';
import type { Precision } from '../export/onnx';
import { TokenStream } from '../tokenizer';
import { Batch, Row } from './batch';
import { type Device, deviceSettings, openSession } from './device';
import { messageOf, RuntimeError } from './errors';
import { ModelFolder } from './folder';
import { endMarked } from './in-place';
import { PromptLookup } from './lookup';
import { Pool } from './pool';
import { type Choice, Sampler } from './sampler';
import { mergeSampling, type Sampling } from './sampling';
import { probe } from './sequence';
import { StopText } from './stop';

export type ModelInfo = {
  /** The model folder's name. */
  model: string;
  device: Device;
  /** Why this device. */
  reason: string;
  precision: Precision;
  context_length: number;
  vocab_size: number;
};

export type GenerationRequest = {
  prompt_ids: readonly number[];
  /** Sentences of the prompt, as tokens, that copy_bias favours. */
  quotable?: readonly (readonly number[])[];
  sampling?: Sampling;
  /** The answer's first tokens, taken instead of drawn ones: what follows is as if they had been drawn. */
  forced?: readonly number[];
  /** How many candidates to follow through the settings for each token. */
  inspected?: number;
  signal?: AbortSignal;
};

/**
 * One drawn token and the text that may be shown with it: whole characters only, and nothing that may yet become
 * a stop text. The texts of all events, joined, are the answer.
 */
export type TokenEvent = Choice & { text: string };

export type GenerationResult = {
  /** `stop`: the model or a stop text ended it. `length`: max_tokens or the context did. */
  finish_reason: 'stop' | 'length' | 'cancelled';
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
  /** Waiting for a cache, reading the prompt, and the tokens after the first, with their rate. */
  timings: { queue_ms: number; prefill_ms: number; decode_ms: number; tokens_per_second: number };
  /** Given again, with the same prompt and settings, it gives the same text. */
  seed: number;
};

/** A loaded model. It blocks the event loop while it computes, so servers use it through `RuntimeClient`. */
export class Engine {
  private readonly rows: Pool<Row>;

  private constructor(
    readonly info: ModelInfo,
    private readonly folder: ModelFolder,
    private readonly session: InferenceSession,
    private readonly speculative: boolean,
  ) {
    const batch = new Batch(session, folder.shape);
    this.rows = new Pool(batch.capacity, () => new Row(batch));
  }

  /**
   * Loads an exported model folder on the device that ONDAM_DEVICE names.
   * @param precision takes that graph instead of the best one for the device
   * @param speculative false: a token a pass, the reference that drafts are measured against
   * @throws RuntimeError `invalid_model` naming the file, or `invalid_setting`
   */
  static async load(
    path: string,
    { precision, speculative = true }: { precision?: Precision; speculative?: boolean } = {},
  ): Promise<Engine> {
    const settings = deviceSettings();
    const folder = new ModelFolder(path);
    let graph = folder.graph('cpu', precision);
    const { session, device, reason } = await openSession(
      (on) => {
        graph = folder.graph(on, precision);
        return endMarked(graph.bytes);
      },
      (opened) => probe(opened, folder.shape, graph.file),
      settings,
    ).catch((error) => {
      if (error instanceof RuntimeError) throw error;
      throw new RuntimeError('invalid_model', `${graph.file} cannot be used: ${messageOf(error)}`);
    });
    const { context_length, vocab_size } = folder.shape;
    const info = {
      model: folder.name,
      device,
      reason,
      precision: graph.precision,
      context_length,
      vocab_size,
    };
    return new Engine(info, folder, session, speculative);
  }

  /**
   * Continues a prompt. The generator yields each token as it is drawn and returns how it went; leaving it early
   * or aborting the signal ends the work within one token.
   * @throws RuntimeError `invalid_request` or `prompt_too_long`
   */
  async *generate(request: GenerationRequest): AsyncGenerator<TokenEvent, GenerationResult, void> {
    this.check(request.prompt_ids, request.forced);
    const queued = performance.now();
    const row = await this.rows.acquire(request.signal);
    const queue_ms = performance.now() - queued;
    row?.open();
    try {
      return yield* this.decode(request, row, queue_ms);
    } finally {
      row?.close();
      if (row) this.rows.release(row);
    }
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private async *decode(
    { prompt_ids, quotable, sampling: requested = {}, forced = [], inspected, signal }: GenerationRequest,
    row: Row | undefined,
    queue_ms: number,
  ): AsyncGenerator<TokenEvent, GenerationResult, void> {
    const { tokenizer, shape, endIds, defaults } = this.folder;
    const sampling = mergeSampling(defaults, requested);
    const seed = sampling.seed ?? randomInt(2 ** 32);
    const most = Math.min(sampling.max_tokens, shape.context_length - prompt_ids.length);
    const sampler = new Sampler(sampling, tokenizer.vocab_size, prompt_ids, seed, quotable, inspected);
    const characters = new TokenStream(tokenizer);
    const stop = new StopText(sampling.stop);
    const clock = new Clock(queue_ms);
    const result = (finish_reason: GenerationResult['finish_reason']) => ({
      finish_reason,
      usage: usage(prompt_ids.length, clock.tokens),
      timings: clock.timings(),
      seed,
    });
    const lookup = new PromptLookup(prompt_ids);
    const output: number[] = [];
    let draft: readonly number[] = [];
    for (let next: readonly number[] = prompt_ids; ; ) {
      if (!row || signal?.aborted) return result('cancelled');
      const logits = await row.feed(next, draft.length + 1, signal);
      if (!logits || signal?.aborted) return result('cancelled');
      const choices = this.draw(sampler, logits, draft, forced.slice(output.length));
      row.rewind(prompt_ids.length + output.length + choices.length - 1);
      for (const choice of choices) {
        clock.tick();
        output.push(choice.id);
        const { text, stopped } = stop.push(characters.push(choice.id));
        const ended = endIds.has(choice.id);
        const full = clock.tokens === most;
        yield { ...choice, text: ended || full ? text + stop.flush() : text };
        if (ended || stopped) return result('stop');
        if (full) return result('length');
        if (signal?.aborted) return result('cancelled');
      }
      draft = this.speculative ? lookup.draft(output, most - output.length - 1) : [];
      next = [output[output.length - 1], ...draft];
    }
  }

  /** The tokens drawn while they are the drafted ones, and the first that is not: its logits were at hand still. */
  private draw(
    sampler: Sampler,
    logits: Float32Array,
    draft: readonly number[],
    forced: readonly number[],
  ): Choice[] {
    const { tokenizer, shape, endIds } = this.folder;
    const choices: Choice[] = [];
    for (let i = 0; ; i++) {
      const start = i * shape.vocab_size;
      // A vocabulary padded to a round size has logits that stand for no token.
      const choice = sampler.sample(logits.subarray(start, start + tokenizer.vocab_size), forced[i]);
      choices.push(choice);
      if (choice.id !== draft[i] || endIds.has(choice.id)) return choices;
    }
  }

  private check(prompt: readonly number[], forced: readonly number[] = []): void {
    const { tokenizer, shape } = this.folder;
    if (prompt.length === 0) throw new RuntimeError('invalid_request', 'the prompt is empty');
    const isStrange = (id: number) => !Number.isInteger(id) || id < 0 || id >= tokenizer.vocab_size;
    const strange = prompt.find(isStrange) ?? forced.find(isStrange);
    if (strange !== undefined) {
      const why = `token ${strange} is outside the vocabulary of ${tokenizer.vocab_size}`;
      throw new RuntimeError('invalid_request', why);
    }
    if (prompt.length >= shape.context_length) {
      const why = `a prompt of ${prompt.length} tokens leaves no room in a context of ${shape.context_length}`;
      throw new RuntimeError('prompt_too_long', why);
    }
  }
}

/** Counts tokens and times them: the first one ends the prefill. */
class Clock {
  tokens = 0;
  private readonly started = performance.now();
  private first = this.started;
  private last = this.started;

  constructor(private readonly queue_ms: number) {}

  tick(): void {
    this.last = performance.now();
    if (this.tokens++ === 0) this.first = this.last;
  }

  timings(): GenerationResult['timings'] {
    const decode_ms = this.last - this.first;
    return {
      queue_ms: this.queue_ms,
      prefill_ms: this.first - this.started,
      decode_ms,
      tokens_per_second: decode_ms > 0 ? ((this.tokens - 1) / decode_ms) * 1000 : 0,
    };
  }
}

function usage(prompt_tokens: number, completion_tokens: number): GenerationResult['usage'] {
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
