import type { Action, Citation, Trace } from '@/lib/answer/citation';
import type { answerPipeline } from '@/lib/answer/pipeline';
import type { Plan } from '@/lib/answer/plan';
import { decideSampling } from '@/lib/answer/sampling';
import type { Message } from '@/model/prompt';

export interface Reply {
  action: Action;
  text: string;
  citations: Citation[];
  trace: Trace;
}

/** The whole pipeline on one question, greedily, as a customer would get its reply. */
export async function replyTo(
  pipeline: ReturnType<typeof answerPipeline>,
  text: string,
  history: readonly Message[] = [],
): Promise<Reply> {
  const signal = new AbortController().signal;
  const sampling = decideSampling({ temperature: 0, seed: 1 });
  let plan: Plan | undefined;
  let said = '';
  for await (const piece of await pipeline.stream({ text, history, sampling, signal })) {
    if (piece.type === 'accepted') plan = piece.plan;
    else if (piece.type === 'token') said += piece.text;
    else if (piece.type === 'replace') said = piece.text;
    else return { action: plan!.action, text: said, citations: piece.citations, trace: piece.trace };
  }
  throw new Error(`no end of the reply to ${JSON.stringify(text)}`);
}
