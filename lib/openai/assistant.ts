import { answerPipeline } from '@/lib/answer/pipeline';
import type { Plan } from '@/lib/answer/plan';
import { decideSampling } from '@/lib/answer/sampling';
import type { Generation } from '@/lib/answer/write';
import type { Writer } from '@/lib/answer/writer';
import { maskPersonalData } from '@/lib/guard/personal-data';
import type { Knowledge } from '@/lib/knowledge/service';
import { type Message, renderConversation } from '@/model/prompt';
import type { Sampling } from '@/model/runtime/sampling';
import { StopText } from '@/model/runtime/stop';
import type { Tokenizer } from '@/model/tokenizer';
import type { Ended, Reply } from './reply';
import type { About } from './responses';

/** The assistant's own bound on an answer; what a request asks for beyond it changes nothing. */
const MOST_TOKENS = 512;

/**
 * The whole assistant's reply to the last of the messages; nothing of it is stored. System messages are passed over:
 * what the bank's assistant does is the bank's to say. The request's stop texts and length cut the finished wording,
 * whoever wrote it: the model is not told of them, so that its sentences are checked whole.
 *
 * @throws OndamError as the pipeline does, before the first piece
 */
export async function* assistantReply(
  messages: readonly Message[],
  { stop = [], max_tokens, ...sampling }: Sampling,
  { model, tokenizer, knowledge }: { model: Writer; tokenizer: Tokenizer; knowledge: Knowledge },
  signal: AbortSignal,
): Reply {
  const spoken = messages.filter(({ role }) => role !== 'system');
  const text = spoken[spoken.length - 1].content;
  // The pipeline masks the question; a chat's earlier turns come masked from the database, these do not.
  const history = spoken
    .slice(0, -1)
    .map((message) => ({ ...message, content: maskPersonalData(message.content).text }));
  const enough = new AbortController();
  const decided = decideSampling(
    max_tokens ? { max_tokens: Math.min(MOST_TOKENS, Math.max(256, max_tokens)) } : {},
  );
  const generation = await answerPipeline(model, knowledge).stream({
    text,
    history,
    sampling: { ...decided, ...sampling },
    signal: AbortSignal.any([signal, enough.signal]),
  });
  const cut = new Cut(tokenizer, stop, max_tokens);
  let plan: Plan | undefined;
  let end: Extract<Generation, { type: 'end' }> | undefined;
  let said = '';
  try {
    for await (const piece of generation) {
      if (piece.type === 'accepted') plan = piece.plan;
      else if (piece.type === 'end') end = piece;
      else if (!cut.reason) {
        // Words that were sent cannot be taken back. Each was checked: the approved text follows them.
        const shown = cut.push(piece.type === 'replace' && said ? `\n\n${piece.text}` : piece.text);
        said += shown;
        for (const word of shown.match(/\S*\s*/g) ?? []) if (word) yield { text: word, tokens: [] };
        // What follows a cut is read to its end, so that the model's place in the queue frees.
        if (cut.reason) enough.abort();
      }
    }
  } finally {
    enough.abort(); // the client left
  }
  const rest = cut.flush();
  const tokens = (end?.tokens ?? []).filter((token) => !tokenizer.isSpecial(token.id));
  if (rest || tokens.length > 0) yield { text: rest, tokens };
  return endedOf(said + rest, { cut, plan, end, prompt: messages, tokenizer });
}

function endedOf(
  text: string,
  given: {
    cut: Cut;
    plan?: Plan;
    end?: Extract<Generation, { type: 'end' }>;
    prompt: readonly Message[];
    tokenizer: Tokenizer;
  },
): Ended {
  const { cut, plan, end, prompt, tokenizer } = given;
  const rendered = () => renderConversation(tokenizer, prompt, { generationPrompt: true }).ids.length;
  return {
    finish_reason: cut.reason ?? (end?.result.finish_reason === 'length' ? 'length' : 'stop'),
    // Of an answer that a model wrote, with the passages that it read.
    prompt_tokens: end?.result.usage?.prompt_tokens ?? rendered(),
    completion_tokens: tokenizer.encode(text).length,
    about: plan && aboutOf(plan, end?.citations ?? plan.citations),
  };
}

function aboutOf({ action, options, follow_ups, question }: Plan, citations: Plan['citations']): About {
  return { action, citations, options, follow_ups, masked: question.masked };
}

/** Ends a text before a stop text, or after so many tokens. */
class Cut {
  reason: 'stop' | 'length' | undefined;
  private readonly stop: StopText;
  private used = 0;

  constructor(
    private readonly tokenizer: Tokenizer,
    stops: readonly string[],
    private readonly most = Number.POSITIVE_INFINITY,
  ) {
    this.stop = new StopText(stops);
  }

  /** What of the text may be shown. */
  push(text: string): string {
    const { text: shown, stopped } = this.stop.push(text);
    if (stopped) this.reason = 'stop';
    return this.fit(shown);
  }

  flush(): string {
    return this.reason ? '' : this.fit(this.stop.flush());
  }

  private fit(text: string): string {
    const ids = this.tokenizer.encode(text);
    const room = this.most - this.used;
    this.used += Math.min(ids.length, room);
    if (ids.length <= room) return text;
    this.reason = 'length';
    // A character that was cut in two goes.
    return this.tokenizer.decode(ids.slice(0, room)).replace(/\uFFFD+$/, '');
  }
}
