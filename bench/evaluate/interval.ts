/** A share with its 95 % interval. */
export interface Share {
  share: number;
  low: number;
  high: number;
  count: number;
  of: number;
}

const Z = 1.96;

/** Wilson's score interval (1927): right near 0 and 1 too, where most of our figures lie. */
export function share(count: number, of: number): Share {
  if (of === 0) return { share: 0, low: 0, high: 1, count, of };
  const p = count / of;
  const z2 = Z * Z;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return { share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half), count, of };
}

export const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): Share =>
  share(items.filter(holds).length, items.length);
