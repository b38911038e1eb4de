import { setImmediate as nextTick } from 'node:timers/promises';
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { RunnableLambda } from '@langchain/core/runnables';
import { OndamError } from '@/lib/errors';
import { fitPrompt, type Message, PromptTooLongError, passageOf } from '@/model/prompt';
import type { GenerationResult, TokenEvent } from '@/model/runtime/engine';
import type { Tokenizer } from '@/model/tokenizer';
import { OndamChatModel } from './chat-model';
import type { Citation, Step, Trace } from './citation';
import { unsupportedIn } from './ground';
import { stepSince } from './guard';
import { observeAnswer } from './observe';
import type { Plan } from './plan';
import type { Generated } from './runtime';
import { bySentence, sentencesOf } from './sentences';
import type { Writer } from './writer';

/** What comes out of the pipeline: the accepted plan, text a checked sentence at a time, and how it ended. */
export type Generation =
  | { type: 'accepted'; plan: Plan }
  | { type: 'token'; text: string }
  /** What was said so far failed its check or is not enough: this stands in its place. */
  | { type: 'replace'; text: string }
  /** @param tokens what the model drew, where log-probabilities were asked for and its words stand as it wrote them */
  | { type: 'end'; result: Ending; citations: Citation[]; trace: Trace; tokens?: TokenEvent[] };

/** How the reply ended; without timings where no model wrote it. */
export type Ending = Pick<GenerationResult, 'finish_reason'> &
  Partial<Pick<GenerationResult, 'timings' | 'usage'>>;

/** A question that leaves less room than this in the model's context is too long. */
const LEAST_ANSWER_TOKENS = 32;

/** Strong enough that a number is not altered on its way from the passage, weak enough that a sentence may end. */
const COPY_BIAS = 4;

/**
 * Plan in, reply out. No sentence leaves before it was checked against the cited texts; where one fails, the first
 * citation's own text is given instead. So it is where no model may write, or the one that does dies, hangs, or is
 * switched off in the middle.
 *
 * @throws busy, context_exceeded, before `accepted`
 */
export function writeWith(writer: Writer): RunnableLambda<Plan, Generation> {
  async function* write(plan: Plan): AsyncGenerator<Generation> {
    const started = performance.now();
    const before = total(plan.question.steps);
    let first_ms: number | undefined;
    for await (const piece of written(plan)) {
      if (piece.type === 'end') {
        const steps = [...plan.question.steps, stepSince('write', started)];
        const trace = { ...piece.trace, steps, ms: total(steps) };
        observeAnswer(plan, trace, piece.result, first_ms);
        yield { ...piece, trace };
      } else {
        if (piece.type !== 'accepted') first_ms ??= before + performance.now() - started;
        yield piece;
      }
    }
  }
  async function* written(plan: Plan): AsyncGenerator<Generation> {
    if (plan.say !== undefined) {
      yield { type: 'accepted', plan };
      yield { type: 'token', text: plan.say };
      const { citations, trace } = plan;
      yield { type: 'end', result: { finish_reason: 'stop' }, citations, trace };
      return;
    }
    if ('without' in writer) {
      yield { type: 'accepted', plan };
      yield* ownText(plan, { without: writer.without });
      return;
    }
    const { tokenizer, context_length, off } = writer;
    const chat = new OndamChatModel(writer.runtime, tokenizer);
    const messages = promptOf(plan, tokenizer, context_length);
    const prompt = messages.map(toLangChain);
    const quotable = plan.citations.flatMap(({ answer }) => sentencesOf(answer));
    const stopping = new AbortController();
    const abort = AbortSignal.any([plan.question.signal, stopping.signal, ...(off ? [off] : [])]);
    const sampling = { copy_bias: COPY_BIAS, ...plan.question.sampling };
    const opening = chat.stream(prompt, { sampling, quotable, abort });
    // A refusal comes at once and the first token after a while: one turn of the event loop tells which it will be.
    await Promise.race([opening.catch(unlessUnavailable), nextTick()]);
    yield { type: 'accepted', plan };
    const trace = { ...plan.trace, prompt: readable(messages) };
    yield* checked({ ...plan, trace }, opening, stopping, off);
  }
  return RunnableLambda.from<Plan, Generation>(write as unknown as (plan: Plan) => Promise<Generation>);
}

const total = (steps: readonly Step[]) => steps.reduce((sum, { ms }) => sum + ms, 0);

/** @throws all but model_unavailable, which the runtime's own log tells of */
function unlessUnavailable(thrown: unknown): void {
  if (!(thrown instanceof OndamError) || thrown.code !== 'model_unavailable') throw thrown;
}

/** The first citation's own text, and that of what may have been meant instead. */
async function* ownText(
  plan: Plan,
  why: Partial<Trace>,
  ending: Ending = { finish_reason: 'stop' },
): AsyncGenerator<Generation> {
  const [first] = plan.citations;
  const and = plan.alternative ? [plan.alternative] : [];
  yield { type: 'replace', text: [first.answer, ...and.map(passageOf)].join('\n\n') };
  const trace = { ...plan.trace, wording: 'approved' as const, ...why };
  yield {
    type: 'end',
    result: { ...ending, finish_reason: 'stop' },
    citations: distinct([first, ...and]),
    trace,
  };
}

/** The model's words, sentence by sentence as they pass. */
async function* checked(
  plan: Plan,
  opening: Promise<AsyncIterable<AIMessageChunk>>,
  stopping: AbortController,
  off: AbortSignal | undefined,
): AsyncGenerator<Generation> {
  let result: Generated | undefined;
  const tokens: TokenEvent[] = [];
  async function* texts() {
    for await (const { text, response_metadata } of await opening) {
      result = (response_metadata.result as Generated | undefined) ?? result;
      const drawn = response_metadata.drawn as Omit<TokenEvent, 'text'> | undefined;
      if (drawn?.logprob !== undefined) tokens.push({ ...drawn, text });
      if (text) yield text;
    }
  }
  let written = '';
  let unsupported: string[] = [];
  let without: Trace['without'];
  try {
    for await (const sentence of bySentence(texts())) {
      // What follows a failure is read to its end, so that the model's place in the queue frees.
      if (unsupported.length > 0) continue;
      // Said already: once is enough.
      if (sentence.trim() && written.includes(sentence.trim())) continue;
      unsupported = unsupportedIn(sentence, plan.citations);
      if (unsupported.length > 0) {
        stopping.abort();
        continue;
      }
      written += sentence;
      yield { type: 'token', text: sentence };
    }
  } catch (thrown) {
    unlessUnavailable(thrown);
    without = 'unavailable';
  }
  const { aborted } = plan.question.signal;
  if (off?.aborted) without = 'switched_off';
  const unfinished = {
    engine: undefined,
    finish_reason: aborted ? ('cancelled' as const) : ('stop' as const),
  };
  const { engine, ...ending } = result ?? unfinished;
  const traced = { ...plan.trace, ...(engine && { engine }) };
  if (without && !aborted) return yield* ownText({ ...plan, trace: traced }, { without }, ending);
  if (unsupported.length > 0 || (written.trim() === '' && !aborted)) {
    return yield* ownText({ ...plan, trace: traced }, { wording: 'fallback', unsupported }, ending);
  }
  const { alternative } = plan;
  const also = alternative ? `\n\n${passageOf(alternative)}` : '';
  const and = alternative ? [alternative] : [];
  const whole = ending.finish_reason === 'stop';
  const added = whole ? missingSentences(written, plan) : [];
  for (const sentence of added) {
    const space = /\s$/.test(written) ? '' : ' ';
    written += space + sentence;
    yield { type: 'token', text: space + sentence };
  }
  if (whole && also) yield { type: 'token', text: also };
  const trace = added.length > 0 ? { ...traced, added } : traced;
  const citations = distinct([...citedBy(written, plan.citations), ...(whole ? and : [])]);
  yield { type: 'end', result: ending, citations, trace, ...(tokens.length > 0 && { tokens }) };
}

const distinct = (citations: Citation[]) =>
  citations.filter(({ id }, i) => citations.findIndex((other) => other.id === id) === i);

/** The first citation's sentences that hold the required facts which a text lacks, in their order. */
export function missingSentences(
  text: string,
  { facts = [], citations: [{ answer }] }: Pick<Plan, 'facts' | 'citations'>,
): string[] {
  const bare = (some: string) => some.replace(/\s/g, '');
  const missing = facts.map(bare).filter((fact) => !bare(text).includes(fact));
  const sentences = sentencesOf(answer);
  // A fact that runs over the end of a sentence is in none of them: then the whole answer is what is missing.
  const inOne = missing.every((fact) => sentences.some((sentence) => bare(sentence).includes(fact)));
  return sentences.filter(
    (sentence) =>
      !text.includes(sentence) && (missing.some((fact) => bare(sentence).includes(fact)) || !inOne),
  );
}

/** The citations that some sentence needs; the first one in any case. */
function citedBy(text: string, citations: Citation[]): Citation[] {
  const [first, ...others] = citations;
  const open = sentencesOf(text).filter((sentence) => unsupportedIn(sentence, [first]).length > 0);
  return [first, ...others.filter((other) => open.some((s) => unsupportedIn(s, [other]).length === 0))];
}

function promptOf({ question, citations }: Plan, tokenizer: Tokenizer, context_length: number): Message[] {
  const asked: Message = { role: 'user', content: question.text, passages: citations.map(passageOf) };
  const room = Math.max(LEAST_ANSWER_TOKENS, Math.min(question.sampling.max_tokens, context_length / 2));
  try {
    return fitPrompt(tokenizer, [...question.history, asked], context_length - room);
  } catch (thrown) {
    if (thrown instanceof PromptTooLongError) throw new OndamError('context_exceeded', { field: 'text' });
    throw thrown;
  }
}

/** A prompt as staff read it. */
const readable = (messages: readonly Message[]) =>
  messages
    .flatMap(({ role, content, passages = [] }) => [
      ...passages.map((passage) => `[passage]\n${passage}`),
      `[${role}]\n${content}`,
    ])
    .join('\n\n');

function toLangChain({ role, content, passages }: Message): BaseMessage {
  if (role === 'assistant') return new AIMessage(content);
  return new HumanMessage({ content, additional_kwargs: passages ? { passages } : {} });
}
