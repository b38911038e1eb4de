/** At most `most` of the items: every n-th, and the last one always. */
export function thin<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const every = Math.ceil(items.length / (most - 1));
  return items.filter((_, i) => i % every === 0 || i === items.length - 1);
}

/** Each value with its neighbours, averaged: `reach` of them on either side, fewer and as many on both at the ends. */
export function movingAverage(values: readonly number[], reach: number): number[] {
  return values.map((_, i) => {
    const around = Math.min(reach, i, values.length - 1 - i);
    const near = values.slice(i - around, i + around + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

/** The middle value; the mean of the two in the middle where there are two. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
