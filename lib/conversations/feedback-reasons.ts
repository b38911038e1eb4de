/** Why an answer did not help. */
export const FEEDBACK_REASONS = [
  'wrong',
  'not_my_question',
  'hard_to_understand',
  'too_long',
  'other',
] as const;
