export const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The value that `share` of the values, from 0 to 1, do not exceed; undefined of none. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];

/** The middle, and what one in twenty exceeds. */
export const quantiles = (values: readonly number[]) => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
});
