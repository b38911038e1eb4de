import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanQuestion, MAX_QUESTION_CHARACTERS } from './text';

const rejected = (text: string) => {
  try {
    return cleanQuestion(text);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('cleanQuestion', () => {
  it.each([
    ['', 'text_empty'],
    [' \n\t ', 'text_empty'],
    ['\u0000\u0007\u001b', 'text_control_only'],
    ['\u200b\u2060\ufeff', 'text_control_only'],
    ['\u3164', 'text_control_only'],
    ['이체 \ud800 한도', 'text_not_well_formed'],
    ['\udc00', 'text_not_well_formed'],
    ['가'.repeat(MAX_QUESTION_CHARACTERS + 1), 'text_too_long'],
    ['가'.repeat(10_000), 'text_too_long'],
  ])('refuses %j with %s', (text, code) => expect(rejected(text)).toBe(code));

  it.each([
    ['  이체 한도?\r\n둘째 줄\r셋째 줄 ', '이체 한도?\n둘째 줄\n셋째 줄'],
    ['이체\u0000 한\u0007도', '이체 한도'],
    ['이체'.normalize('NFD'), '이체'],
    ['👩‍👩‍👧 🏦', '👩‍👩‍👧 🏦'],
  ])('takes %j as %j', (text, clean) => expect(cleanQuestion(text)).toBe(clean));

  it('counts an emoji as one character, and a letter typed in parts as one', () => {
    expect(cleanQuestion('🏦'.repeat(MAX_QUESTION_CHARACTERS))).toHaveLength(2 * MAX_QUESTION_CHARACTERS);
    expect(cleanQuestion('각'.normalize('NFD').repeat(MAX_QUESTION_CHARACTERS))).toHaveLength(
      MAX_QUESTION_CHARACTERS,
    );
  });

  it('answers any string with clean text or a code, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const once = rejected(text);
        expect(rejected(once)).toBe(once);
        expect(once).not.toMatch(/[^\P{Control}\t\n]/u);
      }),
    );
  });
});
