import { form, GAP, MONTH_DAY, type Pattern } from './pattern';

/** Digits as they are said, and letters typed in their place (O1O). */
const VALUES: Record<string, string> = {
  ...{ 공: '0', 영: '0', 빵: '0', o: '0', O: '0', ㅇ: '0', 일: '1', l: '1', I: '1' },
  ...{ 이: '2', 삼: '3', 사: '4', 오: '5', 육: '6', 륙: '6', 칠: '7', 팔: '8', 구: '9' },
};
const ZERO = '[공영빵0oㅇ]';
const ONE = '[일1li]';
const DIGIT = '[공영빵oㅇ일li이삼사오육륙칠팔구\\d]';
const SYLLABLE = '[공영빵일이삼사오육륙칠팔구\\d]';

const digitsSaid = (found: string) =>
  [...found].map((character) => VALUES[character] ?? character.replace(/\D/, '')).join('');

/** Numbers said digit by digit: 공일공 일이삼사 오육칠팔. */
export const SPOKEN: Pattern[] = [
  {
    form: form(
      `${ZERO}${GAP}(?:${ONE}${GAP}(?:[일육칠팔구16789]|${ZERO})|[이2]|[삼사오육3-6]${GAP}[일이삼사오1-5]|[칠7]${GAP}${ZERO})(?:${GAP}${DIGIT}){7,8}`,
    ),
    judge: (found) => (/[^\d\P{L}]/u.test(found.replace(/에|다시|대시|하이픈|빼기/g, '')) ? 'phone' : null),
  },
  {
    form: form(`${SYLLABLE}(?:${GAP}${SYLLABLE}){9,18}`),
    judge: (found) => {
      const syllables = found.match(/[공영빵일이삼사오육륙칠팔구]/g) ?? [];
      if (syllables.length < 8 || new Set(syllables).size < 3) return null;
      const digits = digitsSaid(found);
      if (new RegExp(`^\\d\\d${MONTH_DAY}[1-4]\\d{6}`).test(digits)) return 'resident_number';
      if (new RegExp(`^\\d\\d${MONTH_DAY}[5-8]\\d{6}`).test(digits)) return 'foreigner_number';
      return digits.length >= 15 ? 'card' : 'account';
    },
  },
];
