/** A count as 8,154,560. */
export const count = (value: number) => value.toLocaleString('en');

/** A figure to four digits that matter: 3.062, 0.07096, 2.0e-4. */
export function figure(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(1);
  return Math.abs(value) >= 1000 ? count(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** A large number in words of science: 3.31 × 10¹⁴. */
export function power(value: number): string {
  const [digits, exponent] = value.toExponential(2).split('e');
  return `${digits} × 10${[...String(Number(exponent))].map((d) => SUPERSCRIPT[d]).join('')}`;
}

const SUPERSCRIPT: Record<string, string> = Object.fromEntries(
  [...'0123456789-'].map((digit, i) => [digit, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻'][i]]),
);

export const percent = (share: number) => `${Number((100 * share).toPrecision(3))}%`;

/** Seconds as 1:10:02 or 2:02. */
export function clock(seconds: number): string {
  const [hours, minutes, rest] = [seconds / 3600, (seconds % 3600) / 60, seconds % 60].map(Math.floor);
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** An instant as 2026-11-23 23:35 in Korea. */
export const dateTime = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );
