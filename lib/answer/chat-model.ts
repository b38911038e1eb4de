import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel, type BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { Message } from '@/model/prompt';
import { quotableIds, renderConversation } from '@/model/prompt';
import type { Sampling } from '@/model/runtime/sampling';
import type { Tokenizer } from '@/model/tokenizer';
import { fromRuntime } from './model';
import type { Runtime } from './runtime';

export interface OndamCallOptions extends BaseChatModelCallOptions {
  sampling?: Sampling;
  /** Sentences that the answer may quote: copy_bias favours them. */
  quotable?: readonly string[];
  /** Ends the answer within a token, and lets it say how it ended; LangChain's own `signal` throws instead. */
  abort?: AbortSignal;
}

/**
 * Our GPT as LangChain's chat model: streaming, stop texts, seed, and log-probabilities in each chunk's
 * response_metadata. A human message carries its passages in `additional_kwargs.passages`.
 */
export class OndamChatModel extends BaseChatModel<OndamCallOptions> {
  constructor(
    private readonly runtime: Pick<Runtime, 'generate'>,
    private readonly tokenizer: Tokenizer,
  ) {
    super({});
  }

  _llmType(): string {
    return 'ondam';
  }

  /** @throws busy, context_exceeded, model_unavailable */
  override async *_streamResponseChunks(
    messages: BaseMessage[],
    { sampling = {}, quotable = [], stop, signal, abort }: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const rendered = messages.map(fromLangChain);
    const { ids } = renderConversation(this.tokenizer, rendered, { generationPrompt: true });
    try {
      const tokens = this.runtime.generate({
        prompt_ids: ids,
        messages: rendered,
        quotable: quotableIds(this.tokenizer, quotable),
        sampling: { ...sampling, ...(stop && { stop }) },
        signal: abort ?? signal,
      });
      let step = await tokens.next();
      for (; !step.done; step = await tokens.next()) {
        const { text, ...drawn } = step.value;
        yield chunk(text, { drawn });
        await manager?.handleLLMNewToken(text);
      }
      yield chunk('', { result: step.value });
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    let whole: ChatGenerationChunk | undefined;
    for await (const part of this._streamResponseChunks(messages, options, manager)) {
      whole = whole ? whole.concat(part) : part;
    }
    const text = whole?.text ?? '';
    const message = new AIMessage({ content: text, response_metadata: whole?.message.response_metadata });
    return { generations: [{ text, message }] };
  }
}

const chunk = (text: string, response_metadata: Record<string, unknown>) =>
  new ChatGenerationChunk({ text, message: new AIMessageChunk({ content: text, response_metadata }) });

function fromLangChain(message: BaseMessage): Message {
  const role = { human: 'user', ai: 'assistant', system: 'system' }[message.getType() as string];
  if (!role) throw new TypeError(`a ${message.getType()} message has no place in the prompt`);
  const { passages } = message.additional_kwargs as { passages?: string[] };
  return { role: role as Message['role'], content: message.text, ...(passages && { passages }) };
}
