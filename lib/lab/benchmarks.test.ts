import { describe, expect, it } from 'vitest';
import { benchmarkOf, readBenchmarks } from './benchmarks';

const HEAD = { bench: 'decode', date: '2026-11-24T20:00:00.000Z', machine: 'a machine' };

describe('a benchmark of any form', () => {
  it('sets ours beside every peer that has the same measure, whichever way it is written', () => {
    const rows = [
      { who: 'ours', value: 40 },
      { who: 'llama_cpp', value: 30 },
    ];
    const flat = { ...HEAD, ours_tokens_per_second: 40, llama_cpp_tokens_per_second: 30 };
    const nested = { ...HEAD, ours: { tokens_per_second: 40 }, llama_cpp: { tokens_per_second: 30 } };
    for (const result of [flat, nested]) {
      const { comparisons, figures } = benchmarkOf(result);
      expect(comparisons).toEqual([{ measure: 'tokens_per_second', rows }]);
      expect(figures).toEqual([]);
    }
  });

  it('loses no value: what is no comparison is a figure or a row', () => {
    const shown = benchmarkOf({
      ...HEAD,
      ours_ms: 3,
      equal: true,
      note: 'warm',
      sizes: [
        { batch: 1, ms: 3 },
        { batch: 8, ms: 9, spread: [8, 10] },
      ],
      losses: [10.9, 7.5],
      page: { home: { lcp_ms: 900 } },
      p95_ms: null,
    });
    expect(shown.comparisons).toEqual([]);
    expect(shown.figures).toEqual([
      { name: 'ours_ms', value: 3 },
      { name: 'equal', value: true },
      { name: 'note', value: 'warm' },
      { name: 'page.home.lcp_ms', value: 900 },
      { name: 'p95_ms', value: null },
    ]);
    expect(shown.listings).toEqual([
      {
        name: 'sizes',
        columns: ['batch', 'ms', 'spread'],
        rows: [
          [1, 3, null],
          [8, 9, '[8,10]'],
        ],
      },
      {
        name: 'losses',
        columns: ['#', 'losses'],
        rows: [
          [0, 10.9],
          [1, 7.5],
        ],
      },
    ]);
  });

  it('says what repeats it', () => {
    expect(benchmarkOf(HEAD).command).toBe('npm run bench -- decode');
    expect(benchmarkOf({ ...HEAD, command: 'npm run bench -- decode --data x' }).command).toContain('x');
  });

  it('refuses what names neither machine nor date', () => {
    expect(() => benchmarkOf({ bench: 'decode' })).toThrow();
  });

  it('reads every result that the repository keeps', () => {
    const train = readBenchmarks().find(({ name }) => name === 'train');
    expect(train?.comparisons.map(({ measure }) => measure)).toEqual(['tokens_per_second', 'peak_mb']);
    expect(train?.comparisons[0].rows.map(({ who }) => who)).toEqual(['ours', 'pytorch']);
  });
});
