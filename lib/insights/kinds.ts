/**
 * What kinds of reply are told apart. Of answers it is how they were worded: the bank's own text at once, the model's
 * words, the bank's text in place of words that failed their check, small talk; of the others what they did.
 */
export const KINDS = ['approved', 'written', 'fallback', 'fixed', 'clarify', 'refuse', 'handoff'] as const;
export type Kind = (typeof KINDS)[number];

/** The kinds that answer a question. */
export const ANSWERING: readonly Kind[] = ['approved', 'written', 'fallback', 'fixed'];
