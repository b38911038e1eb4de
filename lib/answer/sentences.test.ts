import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bySentence } from './sentences';

async function* pieces(texts: string[]) {
  yield* texts;
}

async function cut(...texts: string[]): Promise<string[]> {
  const sentences: string[] = [];
  for await (const sentence of bySentence(pieces(texts))) sentences.push(sentence);
  return sentences;
}

it('ends a sentence at its mark, and not within a number', async () => {
  expect(await cut('연 3.5%예요. 문의는 1588-0000으', '로 해 주세요. 네')).toEqual([
    '연 3.5%예요.',
    ' 문의는 1588-0000으로 해 주세요.',
    ' 네',
  ]);
  expect(await cut('됩니다.')).toEqual(['됩니다.']);
  expect(await cut('하나\n둘?\n')).toEqual(['하나\n', '둘?', '\n']);
});

it('loses nothing, however the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[가나. ?\n3]*$/)), async (texts) => {
      expect((await cut(...texts)).join('')).toBe(texts.join(''));
      expect(await cut(texts.join(''))).toEqual(await cut(...texts));
    }),
  );
});
