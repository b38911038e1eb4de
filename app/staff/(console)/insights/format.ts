/** An instant in Korea, as 2026-01-02 09:00. */
export const dateTime = (instant: Date): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Seoul',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(instant);

/** A duration as 35 ms, 1.24 s or 3:05. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(2)}\u00a0s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** A share as 42%; a dash where there is nothing to share. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(100 * share)}%`;
