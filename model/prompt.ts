import type { Tokenizer } from './tokenizer';

/** One turn. `passages` are knowledge texts rendered before the user turn they serve. */
export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
  passages?: string[];
}

/** A knowledge entry as the model reads it: the same text in tuning and in serving. */
export const passageOf = ({ question, answer }: { question: string; answer: string }) =>
  `${question}\n${answer}`;

/**
 * Sentences that an answer may quote, as tokens: each by itself, and as it stands within a text, where the space before
 * it belongs to its first token.
 */
export const quotableIds = (tokenizer: Tokenizer, sentences: readonly string[]): number[][] =>
  sentences.flatMap((text) => [tokenizer.encode(text), tokenizer.encode(` ${text}`)]);

export interface RenderedConversation {
  ids: number[];
  /** 1 on the tokens the assistant is to learn: its content and the <|end|> after it. */
  assistantMask: Uint8Array;
}

/**
 * `<|endoftext|>` then, per message, `<|passage|>text<|end|>`* `<|role|>content<|end|>`; with
 * `generationPrompt` the assistant's turn is left open at the end. Contents are plain text: a special
 * token typed in one stays a run of ordinary characters.
 */
export function renderConversation(
  tokenizer: Tokenizer,
  messages: readonly Message[],
  { generationPrompt = false } = {},
): RenderedConversation {
  const ids = [tokenizer.specialId('<|endoftext|>')];
  const learned: [start: number, end: number][] = [];
  const end = tokenizer.specialId('<|end|>');
  for (const { role, content, passages = [] } of messages) {
    for (const passage of passages) {
      ids.push(tokenizer.specialId('<|passage|>'), ...tokenizer.encode(passage), end);
    }
    ids.push(tokenizer.specialId(`<|${role}|>`));
    const start = ids.length;
    ids.push(...tokenizer.encode(content), end);
    if (role === 'assistant') learned.push([start, ids.length]);
  }
  if (generationPrompt) ids.push(tokenizer.specialId('<|assistant|>'));
  const assistantMask = new Uint8Array(ids.length);
  for (const [start, stop] of learned) assistantMask.fill(1, start, stop);
  return { ids, assistantMask };
}

/** The last question alone does not fit the budget. */
export class PromptTooLongError extends Error {
  readonly code = 'prompt_too_long';
}

/**
 * The newest part of a conversation whose rendering, generation prompt included, fits `budget` tokens:
 * oldest turns go first, each question together with its answer, then the last question's passages from
 * the last one. A leading system message and the last question always stay.
 * @throws PromptTooLongError when those alone are too long
 */
export function fitPrompt(tokenizer: Tokenizer, messages: readonly Message[], budget: number): Message[] {
  const system = messages[0]?.role === 'system' ? messages.slice(0, 1) : [];
  let turns = messages.slice(system.length);
  const size = () =>
    renderConversation(tokenizer, [...system, ...turns], { generationPrompt: true }).ids.length;
  while (size() > budget) {
    const next = turns.findIndex(({ role }, index) => index > 0 && role === 'user');
    const last = turns.at(-1);
    if (next > 0) turns = turns.slice(next);
    else if (last?.passages?.length)
      turns = [...turns.slice(0, -1), { ...last, passages: last.passages.slice(0, -1) }];
    else throw new PromptTooLongError(`the question takes ${size()} tokens of a budget of ${budget}`);
  }
  return [...system, ...turns];
}

/** The same rendering as a Jinja chat template, for tokenizer_config.json. */
export const CHAT_TEMPLATE = [
  `{{- '<|endoftext|>' -}}`,
  `{%- for message in messages -%}`,
  `{%- for passage in message.passages or [] -%}{{- '<|passage|>' + passage + '<|end|>' -}}{%- endfor -%}`,
  `{{- '<|' + message.role + '|>' + message.content + '<|end|>' -}}`,
  `{%- endfor -%}`,
  `{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}`,
].join('\n');
