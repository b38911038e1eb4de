import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logTicks } from './axis';

it('marks a logarithmic axis around all values, few enough to be read', () => {
  const positive = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 30 }), (values) => {
      const ticks = logTicks(values);
      expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
      expect([...new Set(ticks)].sort((a, b) => a - b)).toEqual(ticks);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThanOrEqual(20);
    }),
    { numRuns: 1000 },
  );
});

it('has the marks that one expects', () => {
  expect(logTicks([1.7, 9.1])).toEqual([1, 2, 5, 10]);
  expect(logTicks([21, 8660])).toEqual([20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]);
});
