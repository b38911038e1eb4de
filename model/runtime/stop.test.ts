import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StopText } from './stop';

function run(stops: string[], pieces: string[]): { shown: string[]; stopped: boolean } {
  const stream = new StopText(stops);
  const shown: string[] = [];
  for (const piece of pieces) {
    const { text, stopped } = stream.push(piece);
    shown.push(text);
    if (stopped) return { shown, stopped };
  }
  return { shown: [...shown, stream.flush()], stopped: false };
}

it('holds a stop text that comes in parts back, and ends before it', () => {
  expect(run(['\n\n고객:'], ['안녕', '\n', '\n고', '객', ': 네'])).toEqual({
    shown: ['안녕', '', '', '', ''],
    stopped: true,
  });
});

it('gives back what only began like a stop text', () => {
  expect(run(['##끝'], ['가#', '#', '#나', '다']).shown).toEqual(['가', '', '###나', '다', '']);
  expect(run(['##끝'], ['가', '##']).shown).toEqual(['가', '', '##']);
});

it('ends at the earliest of several stop texts, whichever is listed first', () => {
  expect(run(['c', 'b'], ['abc']).shown).toEqual(['a']);
});

it('shows the text before the first stop text, however the text is cut into pieces', () => {
  const letters = fc.string({ unit: fc.constantFrom('가', 'a', '\n'), maxLength: 3 });
  const stop = fc.string({ unit: fc.constantFrom('가', 'a', '\n'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(stop, { maxLength: 3 }), fc.array(letters, { maxLength: 8 }), (stops, pieces) => {
      const text = pieces.join('');
      // The stream ends with the piece that first completes a stop text.
      const seen = pieces
        .map((_, i) => pieces.slice(0, i + 1).join(''))
        .find((prefix) => stops.some((s) => prefix.includes(s)));
      const ends = stops.map((s) => (seen ?? text).indexOf(s)).filter((at) => at >= 0);
      const { shown, stopped } = run(stops, pieces);
      expect(stopped).toBe(seen !== undefined);
      expect(shown.join('')).toBe(text.slice(0, Math.min(text.length, ...ends)));
    }),
  );
});
