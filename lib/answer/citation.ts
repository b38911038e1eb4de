import type { Confidence } from './confidence';
import type { EngineUse } from './runtime';

/** What kind of reply a customer gets. */
export type Action = 'answer' | 'clarify' | 'handoff' | 'refuse';

/** An entry as a reply cites it: its text at the time, so that it can be shown however the entry changes. */
export interface Citation {
  id: string;
  version: number;
  question: string;
  answer: string;
  effective_date: string;
  source: string;
}

/** A step of the pipeline and how long it took. */
export interface Step {
  name: 'guard' | 'retrieve' | 'plan' | 'write';
  ms: number;
}

/** How a reply came about, for staff and for measuring. */
export interface Trace {
  /** Why no model wrote an answer that it would have written: then the entry's own text was given. */
  without?: 'switched_off' | 'unavailable';
  steps?: Step[];
  /** From the question to the reply's last word. */
  ms?: number;
  confidence?: Confidence;
  /** The subject outside the knowledge that it was nearest to, and by how much nearer than to any entry. */
  outside?: { kind: string; lead: number };
  /** What the model read, its passages included; personal data was masked before. */
  prompt?: string;
  /** Where MODEL_URL is set: which engine wrote, and why not the one there. */
  engine?: EngineUse;
  /** What search was asked, and what it found. */
  query?: string;
  hits?: { id: string; score: number; similarity: number; lexical: number }[];
  intent: string;
  /** approved: an entry's own text; written: the model's words; fallback: the model's words failed the check. */
  wording: 'approved' | 'written' | 'fallback' | 'fixed';
  /** Sentences of the source that were added to the model's words, which lacked facts of theirs. */
  added?: string[];
  /** What the failed check found: claims or sentences that no cited text supports. */
  unsupported?: string[];
}
