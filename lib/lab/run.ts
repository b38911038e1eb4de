import { z } from 'zod';
import type { ErrorBody } from '@/lib/i18n';
import type { GenerationResult } from '@/model/runtime/engine';
import type { Cut, Stages } from '@/model/runtime/inspection';
import { labSamplingSchema, SEED_RANGE } from './sampling';

/** Characters (UTF-16 units) of a prompt or a passage; the model's context is the narrower bound for most texts. */
export const LONGEST_PROMPT = 8000;
export const LONGEST_ANSWER = 4000;

export const MODES = ['completion', 'chat'] as const;
export type Mode = (typeof MODES)[number];

const modelName = z.string().min(1).max(100);
const checksum = z.string().regex(/^[0-9a-f]{12}$/);
const forced = z.array(z.int().nonnegative()).max(512);
const seed = z.int().min(SEED_RANGE.min).max(SEED_RANGE.max);

/** A question of the chat and the answer that it got. */
export const turnSchema = z.strictObject({
  question: z.string().min(1).max(LONGEST_PROMPT),
  answer: z.string().max(LONGEST_ANSWER),
});
export type Turn = z.infer<typeof turnSchema>;
const history = z.array(turnSchema).max(20);

/** One run of one model. */
export const runRequestSchema = z.strictObject({
  model: modelName,
  /** Refused when the model of that name has another: a link is about the weights that it was made with. */
  checksum: checksum.optional(),
  mode: z.enum(MODES),
  /** What is continued, empty for a text from its beginning; or the chat's question. */
  prompt: z.string().max(LONGEST_PROMPT),
  /** In a chat, a text that the answer may draw on: what retrieval gives the bank's assistant. */
  passage: z.string().max(LONGEST_PROMPT).optional(),
  history: history.optional(),
  sampling: labSamplingSchema,
  seed,
  /** The text's first tokens, taken instead of drawn: up to a branch. */
  forced: forced.optional(),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/** A pane's part of a link; `digest` is of the tokens that came out when the link was made. */
const sharedPaneSchema = z.strictObject({
  model: modelName,
  checksum: checksum.optional(),
  sampling: labSamplingSchema.default({}),
  history: history.optional(),
  forced: forced.optional(),
  digest: z.string().max(16).optional(),
});
export type SharedPane = z.infer<typeof sharedPaneSchema>;

/** All that a link holds: one or two panes on one prompt and one seed. */
export const sharedRunSchema = z.strictObject({
  mode: z.enum(MODES),
  prompt: z.string().max(LONGEST_PROMPT),
  passage: z.string().max(LONGEST_PROMPT).optional(),
  seed,
  panes: z.array(sharedPaneSchema).min(1).max(2),
});
export type SharedRun = z.infer<typeof sharedRunSchema>;

/**
 * A token as a person can read it after those before it. `bytes`, in hexadecimal, where it is not whole characters:
 * `text` is then the character that it completes, or empty.
 */
export interface Piece {
  id: number;
  text: string;
  bytes?: string;
  special?: true;
}

/** A candidate of the inspector. */
export type RunCandidate = Piece & Stages & { cut_by: Cut | null };

export interface RunToken extends Piece {
  /** The model's own probability of it. */
  probability: number;
  forced?: true;
  /** Likeliest by the model first; with `rest`, each stage sums to 1. */
  candidates: RunCandidate[];
  rest: Stages & { left: number };
}

/** What a run tells as it goes. */
export type RunEvent =
  | {
      type: 'start';
      model: string;
      checksum: string;
      device: string;
      precision: string;
      /** The prompt as the model reads it. */
      prompt: Piece[];
    }
  /** `shown`: the text that may be shown with it, without half characters and what may become a stop text. */
  | { type: 'token'; token: RunToken; shown: string }
  | { type: 'done'; result: GenerationResult; digest: string }
  | { type: 'error'; error: ErrorBody };

/** Told by few characters whether two runs drew the same tokens: FNV-1a of 32 bits over the ids. */
export function digestOf(ids: readonly number[]): string {
  let hash = 0x811c9dc5;
  for (const id of ids) hash = Math.imul(hash ^ id, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
