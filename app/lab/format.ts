export { dateTime, duration } from '@/app/staff/(console)/insights/format';

/** A share as 95.6 %. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)}\u00a0%`;

/** A number with as many digits as a person reads: 1,537, 2.35, 0.0031. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return Math.round(value).toLocaleString('en-US');
  return size >= 0.01 ? String(Number(value.toPrecision(3))) : value.toPrecision(2);
}
