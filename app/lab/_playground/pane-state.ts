import { LONGEST_ANSWER, type RunRequest, type SharedPane, type SharedRun, type Turn } from '@/lib/lab/run';
import type { LabSampling } from '@/lib/lab/sampling';
import type { Run } from './use-run';

/** What a pane will run next. */
export interface PaneState {
  model: string;
  sampling: LabSampling;
  history: Turn[];
  /** From a link: the weights that it was made with, the tokens up to its branch, and what came out. */
  link?: Pick<SharedPane, 'checksum' | 'forced' | 'digest'>;
}

/** A run as a link holds it: what was asked, and, once it is finished, what came out. */
export function shareOf(runs: Run[]): SharedRun | undefined {
  if (runs.length === 0) return undefined;
  const { mode, prompt, passage, seed } = runs[0].request;
  const panes = runs.map(({ request, started, finished }) => ({
    model: request.model,
    checksum: started?.checksum,
    sampling: request.sampling,
    history: request.history,
    forced: request.forced,
    digest: finished?.result.finish_reason === 'cancelled' ? undefined : finished?.digest,
  }));
  return { mode, prompt, passage, seed, panes };
}

export const paneOf = ({ model, sampling, history = [], ...link }: SharedPane): PaneState => ({
  model,
  sampling,
  history,
  link,
});

/** The same run up to a token, then `id`, and on with the same settings and seed. */
export function branchOf({ request, tokens }: Run, at: number, id: number): RunRequest {
  return { ...request, forced: [...tokens.slice(0, at).map((token) => token.id), id] };
}

/** A finished chat run as a turn before the next question. */
export const turnOf = ({ request, text }: Run): Turn => ({
  question: request.prompt,
  answer: text.slice(0, LONGEST_ANSWER),
});
