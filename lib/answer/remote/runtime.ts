import { log } from '@/lib/ops/log';
import type { GenerationResult, TokenEvent } from '@/model/runtime/engine';
import { mergeSampling, type Sampling } from '@/model/runtime/sampling';
import type { Tokenizer } from '@/model/tokenizer';
import type { Generated, PromptedRequest, Runtime } from '../runtime';
import { Left, RemoteConnection } from './connection';
import { failureOf, RemoteError, type RemoteFailure } from './failure';
import { PATIENCE, type RemoteSettings } from './settings';

/** Engines tell texts, not tokens of ours. */
const NO_TOKEN = -1;

/**
 * Another engine behind the embedded model's interface. Where it fails, the embedded model answers; where it fails in
 * the middle of an answer, the embedded model goes on from the last word.
 */
export class RemoteRuntime implements Runtime {
  private readonly connection: RemoteConnection;

  /** @param tell told of each failure: where, and in one word why */
  constructor(
    private readonly embedded: Runtime,
    private readonly tokenizer: Tokenizer,
    private readonly settings: RemoteSettings,
    patience = PATIENCE,
    private readonly tell: (message: string) => void = (message) => log.warn(message),
  ) {
    this.connection = new RemoteConnection(settings, patience);
  }

  /** Starts the embedded model, which must be there when it is needed. */
  start(): ReturnType<Runtime['start']> {
    return this.embedded.start();
  }

  /** @throws as the embedded model, and only where that fails too */
  async *generate(request: PromptedRequest): AsyncGenerator<TokenEvent, Generated, void> {
    const { signal, sampling = {} } = request;
    const answer = new Answer(request.prompt_ids.length, sampling.seed);
    try {
      // Inside the `try`, and not before it: what the embedded model knows of the context is needed for the request.
      const { context_length } = await this.embedded.start();
      const asked = { ...request, messages: request.messages ?? [], sampling, context_length };
      for await (const { choices, usage } of await this.connection.open(asked)) {
        answer.usage = usage ?? answer.usage;
        const [choice] = choices;
        if (!choice) continue;
        const text = choice.text ?? choice.delta?.content ?? '';
        answer.finish_reason = choice.finish_reason ?? answer.finish_reason;
        if (!text) continue;
        answer.push(text);
        yield { id: NO_TOKEN, text };
      }
      if (!answer.finish_reason) throw new RemoteError('cut');
      return { ...answer.result(), engine: { kind: 'remote', model: this.settings.name } };
    } catch (thrown) {
      if (thrown instanceof Left || signal?.aborted) return answer.result('cancelled');
      if (answer.text) await this.connection.note(thrown);
      const why = failureOf(thrown);
      this.tell(`MODEL_URL at ${new URL(this.settings.url).host}: ${why}; the embedded model answers`);
      return yield* this.goOn(request, answer, why);
    }
  }

  close(): Promise<void> {
    return this.embedded.close();
  }

  /** The embedded model's answer, or the rest of one. */
  private async *goOn(
    request: PromptedRequest,
    answer: Answer,
    why: RemoteFailure,
  ): AsyncGenerator<TokenEvent, Generated, void> {
    const engine = { kind: 'embedded' as const, why };
    const { prompt_ids, sampling = {} } = request;
    const said = this.tokenizer.encode(answer.text);
    const { context_length } = await this.embedded.start();
    const left = mergeSampling(sampling).max_tokens - said.length;
    if (said.length > 0 && (left < 1 || prompt_ids.length + said.length >= context_length)) {
      return { ...answer.result('length'), engine };
    }
    const rest: Sampling = { ...sampling, ...(said.length > 0 && { max_tokens: left }) };
    const result = yield* this.embedded.generate({
      ...request,
      prompt_ids: [...prompt_ids, ...said],
      sampling: rest,
    });
    return { ...result, engine };
  }
}

/** What has come of an answer so far, and how long it took. */
class Answer {
  text = '';
  finish_reason: string | undefined;
  usage: { prompt_tokens: number; completion_tokens: number } | undefined;
  private readonly started = performance.now();
  private first = this.started;
  private last = this.started;
  private chunks = 0;

  constructor(
    private readonly prompt_tokens: number,
    private readonly seed = 0,
  ) {}

  push(text: string): void {
    this.text += text;
    this.last = performance.now();
    if (this.chunks++ === 0) this.first = this.last;
  }

  /** @param ended how, where the engine did not say */
  result(ended?: GenerationResult['finish_reason']): GenerationResult {
    const { prompt_tokens = this.prompt_tokens, completion_tokens = this.chunks } = this.usage ?? {};
    const decode_ms = this.last - this.first;
    return {
      finish_reason: ended ?? (this.finish_reason === 'length' ? 'length' : 'stop'),
      usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
      timings: {
        queue_ms: 0,
        prefill_ms: this.first - this.started,
        decode_ms,
        tokens_per_second: decode_ms > 0 ? ((completion_tokens - 1) / decode_ms) * 1000 : 0,
      },
      seed: this.seed,
    };
  }
}
