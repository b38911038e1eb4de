/**
 * Moves to the front of `ids[0 .. count)`, in no order, the fewest ids of largest key whose amounts together
 * reach `target`, and returns how many: at least one, and all when even these fall short. Of equal keys, lower
 * ids come first, so the choice never depends on the order given.
 *
 * Quickselect, so linear in `count` where sorting is not.
 * @param keys by id; never NaN
 * @param amounts by id; without them each id amounts to 1, and the `target` largest are selected
 */
export function selectLargest(
  ids: Int32Array,
  count: number,
  keys: Float32Array | Float64Array,
  target: number,
  amounts?: Float64Array,
): number {
  let low = 0;
  let high = count;
  let missing = target;
  while (low < high) {
    const pivot = partition(ids, low, high, keys);
    const before = sumOf(ids, low, pivot, amounts);
    if (before >= missing) high = pivot;
    else {
      low = pivot + 1;
      missing -= before + (amounts ? amounts[ids[pivot]] : 1);
      if (missing <= 0) break;
    }
  }
  return Math.max(1, low);
}

/** Reorders `ids[low .. high)` around one of them, returns its place: larger ones before it, smaller after. */
function partition(ids: Int32Array, low: number, high: number, keys: Float32Array | Float64Array): number {
  const last = high - 1;
  const middle = (low + high) >> 1;
  const id = ids[middle];
  const key = keys[id];
  ids[middle] = ids[last];
  let place = low;
  for (let i = low; i < last; i++) {
    const other = ids[i];
    if (keys[other] > key || (keys[other] === key && other < id)) {
      ids[i] = ids[place];
      ids[place++] = other;
    }
  }
  ids[last] = ids[place];
  ids[place] = id;
  return place;
}

function sumOf(ids: Int32Array, low: number, high: number, amounts?: Float64Array): number {
  if (!amounts) return high - low;
  let sum = 0;
  for (let i = low; i < high; i++) sum += amounts[ids[i]];
  return sum;
}
