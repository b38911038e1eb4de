/** What a benchmark returns: the object printed as the last line and kept under bench/results. */
export type BenchResult = Record<string, unknown>;
export interface BenchOptions {
  data?: string;
  sessions?: number;
  minutes?: number;
}
