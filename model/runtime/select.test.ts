import fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectLargest } from './select';

const keys = fc.array(fc.constantFrom(0, 1, 2, 3, 5, 8), { minLength: 1, maxLength: 60 });

function sorted(values: number[]): number[] {
  return values.map((_, id) => id).sort((a, b) => values[b] - values[a] || a - b);
}

it('selects what a full sort puts first, lower ids on ties, whatever the order given', () => {
  const cases = keys.chain((values) =>
    fc.tuple(
      fc.constant(values),
      fc.shuffledSubarray(
        values.map((_, id) => id),
        { minLength: values.length },
      ),
      fc.integer({ min: 1, max: values.length }),
    ),
  );
  fc.assert(
    fc.property(cases, ([values, order, k]) => {
      const ids = Int32Array.from(order);
      expect(selectLargest(ids, ids.length, Float32Array.from(values), k)).toBe(k);
      expect([...ids.subarray(0, k)].sort()).toEqual(sorted(values).slice(0, k).sort());
      expect([...ids].sort()).toEqual([...order].sort());
    }),
  );
});

it('selects the fewest whose amounts reach the target, one at least, all when they fall short', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 200 }), (values, target) => {
      const ids = Int32Array.from(values.keys());
      const amounts = Float64Array.from(values);
      const count = selectLargest(ids, ids.length, Float32Array.from(values), target, amounts);
      const order = sorted(values);
      const sums = order.map((_, i) => order.slice(0, i + 1).reduce((sum, id) => sum + values[id], 0));
      const end = sums.findIndex((sum) => sum >= target);
      expect(count).toBe(end < 0 ? values.length : end + 1);
      expect([...ids.subarray(0, count)].sort()).toEqual(order.slice(0, count).sort());
    }),
  );
});

it('takes linear time on a vocabulary of equal keys', () => {
  const vocabulary = 200_000;
  const ids = Int32Array.from({ length: vocabulary }, (_, i) => i);
  const started = performance.now();
  expect(selectLargest(ids, vocabulary, new Float32Array(vocabulary), vocabulary / 3)).toBe(
    Math.ceil(vocabulary / 3),
  );
  expect(performance.now() - started).toBeLessThan(1000);
});
