import type { Action, Citation, Trace } from '@/lib/answer/citation';
import type { Confidence } from '@/lib/answer/confidence';
import { type Check, verdictOf } from '@/lib/answer/ground';
import { guard } from '@/lib/answer/guard';
import { type Plan, plan } from '@/lib/answer/plan';
import { type Retrieved, retrieveWith } from '@/lib/answer/retrieve';
import { type ChatSampling, decideSampling } from '@/lib/answer/sampling';
import { sentencesOf } from '@/lib/answer/sentences';
import { type Ending, type Generation, writeWith } from '@/lib/answer/write';
import type { Writer } from '@/lib/answer/writer';
import { type ClaimKind, claims } from '@/lib/guard/grounding';
import { type Findings, LEXICAL_WEIGHT, type Ranked } from '@/lib/knowledge/search';
import type { PublishedKnowledge } from '@/lib/knowledge/service';
import type { GenerationRequest, TokenEvent } from '@/model/runtime/engine';
import type { Tokenizer } from '@/model/tokenizer';

/** One question with all that happened to it on its way to a reply. Personal data was masked before anything else. */
export interface Followed {
  guard: { ms: number; text: string; masked: string[]; intent: string };
  retrieve: {
    ms: number;
    query: string;
    confidence: Confidence;
    outside: Findings['outside'];
    /** Both rankings, and the hits that their weighed sum orders: `similarity + weight × lexical`. */
    lexical: Ranked[];
    dense: Ranked[];
    weight: number;
    hits: FollowedHit[];
  };
  plan: {
    ms: number;
    action: Action;
    passages: Citation[];
    facts: string[];
    options: string[];
    alternative?: string;
  };
  /** Absent where no model wrote: an approved text, or a fixed one. */
  write?: Written;
  grounding: {
    /** How long the check of these sentences takes. */
    ms: number;
    wording: Trace['wording'];
    /** The model's own sentences up to the first that fails. */
    sentences: CheckedSentence[];
    /** Sentences of the source that were added, since the model left out facts of theirs. */
    added: string[];
  };
  reply: { text: string; cited: string[] };
  /** The write step, the check of its sentences included. */
  write_ms: number;
  /** From the question to the reply's last word. */
  ms: number;
}

export interface FollowedHit {
  id: string;
  question: string;
  similarity: number;
  lexical: number;
  score: number;
  exact: boolean;
}

/** What the model read and wrote, token by token. */
export interface Written {
  /** Text in one piece between the special tokens, each of which is a piece of its own. */
  prompt: { text: string; special: boolean }[];
  tokens: WrittenToken[];
  sampling: Required<ChatSampling>;
  usage?: Ending['usage'];
  timings?: Ending['timings'];
}

export interface WrittenToken {
  text: string;
  /** By the model alone. */
  probability: number;
  /** After the settings; null where they filtered it out, which a drawn token never is. */
  kept: number | null;
  /** The likeliest by the model alone, likeliest first. */
  top: { text: string; probability: number; kept: number | null }[];
}

export interface CheckedSentence {
  text: string;
  claims: { text: string; kind: ClaimKind }[];
  failed?: Check;
  spans: string[];
}

/** How far down the rankings are shown. */
const SHOWN = 8;
const TOP = 5;

/**
 * Takes one question through the pipeline's own steps, as a customer's first message, and keeps what each made of it.
 * Nothing is stored.
 *
 * @throws what the pipeline throws of a question: text_empty, text_too_long, context_exceeded, busy, …
 */
export async function follow(
  { text, sampling }: { text: string; sampling: ChatSampling },
  writer: Writer,
  knowledge: Pick<PublishedKnowledge, 'consider' | 'questions' | 'rankings'>,
  signal: AbortSignal,
): Promise<Followed> {
  const question = { text, history: [], sampling: decideSampling(sampling), signal };
  const guarded = await guard.invoke(question);
  const retrieved = await retrieveWith(knowledge).invoke(guarded);
  const rankings = await knowledge.rankings(retrieved.query, SHOWN);
  const planned = await plan.invoke(retrieved);

  const heard: { prompt?: GenerationRequest; tokens: TokenEvent[] } = { tokens: [] };
  const { said, result, citations, trace } = await written(
    await writeWith('without' in writer ? writer : listening(writer, heard)).stream(planned),
  );
  const ms = (name: string) => trace.steps?.find((step) => step.name === name)?.ms ?? 0;
  return {
    guard: {
      ms: ms('guard'),
      text: guarded.text,
      masked: guarded.masked,
      intent: guarded.intent.kind,
    },
    retrieve: { ms: ms('retrieve'), ...found(retrieved), ...rankings, weight: LEXICAL_WEIGHT },
    plan: {
      ms: ms('plan'),
      action: planned.action,
      passages: planned.citations,
      facts: planned.facts ?? [],
      options: planned.options,
      alternative: planned.alternative?.question,
    },
    write:
      heard.prompt && 'tokenizer' in writer
        ? {
            prompt: pieces(writer.tokenizer, heard.prompt.prompt_ids),
            tokens: heard.tokens.map((token) => tokenOf(writer.tokenizer, token)),
            sampling: question.sampling,
            usage: result.usage,
            timings: result.timings,
          }
        : undefined,
    grounding: { ...checked(heard.tokens, planned), wording: trace.wording, added: trace.added ?? [] },
    reply: { text: said, cited: citations.map(({ id }) => id) },
    write_ms: ms('write'),
    ms: trace.ms ?? 0,
  };
}

/** The same writer, which notes what it is asked and each token that it draws. */
function listening(
  writer: Extract<Writer, { runtime: object }>,
  heard: { prompt?: GenerationRequest; tokens: TokenEvent[] },
): Writer {
  return {
    ...writer,
    runtime: {
      async *generate(request) {
        heard.prompt = request;
        const sampling = { ...request.sampling, logprobs: true, top_logprobs: TOP };
        const events = writer.runtime.generate({ ...request, sampling });
        for (let step = await events.next(); ; step = await events.next()) {
          if (step.done) return step.value;
          heard.tokens.push(step.value);
          yield step.value;
        }
      },
    },
  };
}

type Outcome = { said: string } & Omit<Extract<Generation, { type: 'end' }>, 'type'>;

/** Reads the pipeline's last step to its end. */
async function written(generation: AsyncIterable<Generation>): Promise<Outcome> {
  let said = '';
  for await (const piece of generation) {
    if (piece.type === 'token') said += piece.text;
    else if (piece.type === 'replace') said = piece.text;
    else if (piece.type === 'end') return { ...piece, said };
  }
  throw new Error('the pipeline ended without an end');
}

const found = ({ query, confidence, outside, hits }: Retrieved) => ({
  query,
  confidence,
  outside,
  hits: hits.map(({ entry: { id, question }, similarity, lexical, score, exact }) => ({
    id,
    question,
    similarity,
    lexical,
    score,
    exact,
  })),
});

function pieces(tokenizer: Tokenizer, ids: readonly number[]): Written['prompt'] {
  const runs: { ids: number[]; special: boolean }[] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    const special = tokenizer.isSpecial(id);
    if (last && !special && !last.special) last.ids.push(id);
    else runs.push({ ids: [id], special });
  }
  return runs.map(({ ids, special }) => ({ text: tokenizer.decode(ids, { special: true }), special }));
}

function tokenOf(tokenizer: Tokenizer, { id, logprob, filtered_logprob, top_logprobs = [] }: TokenEvent) {
  const text = (of: number) => tokenizer.decode([of], { special: true });
  const kept = (log: number | null | undefined) => (typeof log === 'number' ? Math.exp(log) : null);
  return {
    text: text(id),
    probability: Math.exp(logprob ?? Number.NEGATIVE_INFINITY),
    kept: kept(filtered_logprob),
    top: top_logprobs.map((one) => ({
      text: text(one.id),
      probability: Math.exp(one.logprob),
      kept: kept(one.filtered_logprob),
    })),
  };
}

function checked(tokens: readonly TokenEvent[], { citations }: Plan) {
  const started = performance.now();
  const sentences: CheckedSentence[] = [];
  for (const text of sentencesOf(tokens.map((token) => token.text).join(''))) {
    const made = claims(text).map(({ text: claim, kind }) => ({ text: claim, kind }));
    sentences.push({ text, claims: made, ...verdictOf(text, citations) });
    // What follows a failure is never read.
    if (sentences.at(-1)?.failed) break;
  }
  return { ms: performance.now() - started, sentences };
}
