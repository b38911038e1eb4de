/** Upper bounds of the colours' steps: the last step has none. */
const BOUNDS = [0.02, 0.1, 0.4, 0.8];

/** The look of each step (globals.css): from orange and dotted, a surprise, to blue, as expected. */
export const LEVELS = ['level-0', 'level-1', 'level-2', 'level-3', 'level-4'] as const;

export function levelOf(probability: number): (typeof LEVELS)[number] {
  const at = BOUNDS.findIndex((bound) => probability < bound);
  return LEVELS[at < 0 ? BOUNDS.length : at];
}

/** A probability in percent, two places: small ones are told from zero. */
export function percentOf(probability: number): string {
  if (probability > 0 && probability < 0.00005) return '<0.01%';
  return `${(100 * probability).toFixed(probability === 0 ? 0 : 2)}%`;
}
