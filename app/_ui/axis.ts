export type Scale = 'linear' | 'log';

/** A mark's number in little room: 20M, 1.5K, 0.8, 2e-4. */
export const short = (value: number) =>
  value !== 0 && Math.abs(value) < 1e-3
    ? Number(value.toPrecision(2)).toExponential()
    : new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);

/**
 * Marks of a logarithmic axis around positive values: 1, 2 and 5 times the powers of ten, or the powers alone where
 * there are more than three of those.
 */
export function logTicks(values: readonly number[]): number[] {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [1, 10];
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  // One power more on either side: a logarithm is rounded.
  const first = Math.floor(Math.log10(least)) - 1;
  const last = Math.floor(Math.log10(most)) + 2;
  const steps = last - first > 5 ? [1] : [1, 2, 5];
  const marks = Array.from({ length: last - first + 1 }, (_, i) =>
    steps.map((step) => Number(`${step}e${first + i}`)),
  ).flat();
  const from = marks.findLastIndex((mark) => mark <= least);
  const to = marks.findIndex((mark) => mark >= most);
  return from === to ? [marks[from], marks[from + 1]] : marks.slice(from, to + 1);
}
