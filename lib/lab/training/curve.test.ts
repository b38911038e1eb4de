import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, movingAverage, thin } from './curve';

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('movingAverage', () => {
  it('leaves a straight line as it is, ends included', () => {
    const line = Array.from({ length: 20 }, (_, i) => 3 * i + 1);
    movingAverage(line, 4).forEach((value, i) => {
      expect(value).toBeCloseTo(line[i], 9);
    });
  });

  it('stays within the values, and begins and ends with them', () => {
    fc.assert(
      fc.property(values, fc.nat(10), (list, reach) => {
        const smooth = movingAverage(list, reach);
        expect(smooth).toHaveLength(list.length);
        expect(smooth[0]).toBeCloseTo(list[0], 9);
        expect(smooth.at(-1)).toBeCloseTo(list.at(-1) as number, 9);
        for (const value of smooth) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...list) + 1e-9);
        }
      }),
    );
  });
});

describe('thin', () => {
  it('keeps the first and the last, in order, and no more than asked', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 2, max: 400 }), (length, most) => {
        const items = Array.from({ length: length + 1 }, (_, i) => i);
        const kept = thin(items, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect([kept[0], kept.at(-1)]).toEqual([0, length]);
        expect([...kept].sort((a, b) => a - b)).toEqual(kept);
      }),
    );
  });
});

describe('median', () => {
  it('is the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
