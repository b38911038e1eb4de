import fc from 'fast-check';

/** Cases a property: a few in every test run, as many as FUZZ_RUNS says in a long one (`npm run fuzz`: 10,000). */
export const RUNS = Number(process.env.FUZZ_RUNS || 200);

/** A test's time limit for so many cases. */
export const FUZZ_TIMEOUT_MS = 60_000 + 60 * RUNS;

/** No single case may take longer: nothing that is read is worth a second of a server that others wait for. */
const MOST_MS = 1000;

/** Runs a property over many cases, each timed; a failure is shown at its smallest, with the seed to run it again. */
export async function fuzz<T>(cases: fc.Arbitrary<T>, holds: (value: T) => unknown): Promise<void> {
  const property = fc.asyncProperty(cases, async (value) => {
    // The processor's time: how busy the machine is with other things does not count.
    const before = process.cpuUsage();
    await holds(value);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > MOST_MS) throw new Error(`it takes ${Math.round(ms)} ms`);
  });
  await fc.assert(property, { numRuns: RUNS });
}

/** Any text: every code point, lone surrogates, what looks like markup and special tokens, and long runs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom('<|end|>', '<|system|>', '가', '\0', '\r\n', '"', ',', '{"', '010-', '１', ' ', 'ㅋ'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 3000 }))
    .map(([unit, times]) => unit.repeat(times)),
);

/** A file as a bad disk, a broken download or an attacker leaves it: bytes changed, cut off, doubled, put in. */
export function damaged(original: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.oneof(
    fc.nat({ max: original.length }),
    fc.nat({ max: Math.min(original.length, 512) }), // the header is where it hurts
  );
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      at: place,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 9 }),
    }),
    fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: place }),
    fc.record({ kind: fc.constant('remove' as const), at: place, length: fc.integer({ min: 1, max: 100 }) }),
  );
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    let bytes = Buffer.from(original);
    for (const made of changes) {
      const [before, after] = [bytes.subarray(0, made.at), bytes.subarray(made.at)];
      if (made.kind === 'cut') bytes = Buffer.from(before);
      else if (made.kind === 'remove') bytes = Buffer.concat([before, after.subarray(made.length)]);
      else if (made.kind === 'insert') bytes = Buffer.concat([before, made.bytes, after]);
      else bytes = Buffer.concat([before, made.bytes, after.subarray(made.bytes.length)]);
    }
    return bytes;
  });
}

/**
 * What comes where a body of a certain form is expected: that form with parts left out, put in or exchanged for anything
 * that JSON can say, and now and then something else altogether.
 *
 * @param valid bodies as they should be
 */
export function misshapen(...valid: unknown[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(anyText, fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.constant(undefined));
  const edit = fc.record({ at: fc.nat(), key: fc.option(anyText, { freq: 8 }), value });
  const edited = fc
    .tuple(fc.constantFrom(...valid), fc.array(edit, { maxLength: 4 }))
    .map(([body, edits]) => edits.reduce<unknown>(withEdit, structuredClone(body)));
  return fc.oneof({ weight: 9, arbitrary: edited }, { weight: 1, arbitrary: value });
}

/** One place of a value, counted over all of its objects and lists, set to another value, or one more put beside it. */
function withEdit(
  body: unknown,
  { at, key, value }: { at: number; key: string | null; value: unknown },
): unknown {
  const places = placesIn(body);
  if (places.length === 0) return value;
  const [holder, name] = places[at % places.length];
  Object.defineProperty(holder, key ?? name, { value, enumerable: true, configurable: true, writable: true });
  return body;
}

function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [value, name] as [object, string],
    ...placesIn(inner),
  ]);
}
