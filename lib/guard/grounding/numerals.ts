/** A number without rounding: `digits` divided by ten to the power of `places`. */
export interface Decimal {
  digits: bigint;
  places: number;
}

export const decimal = (digits: bigint | number, places = 0): Decimal => ({ digits: BigInt(digits), places });

export function plus(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  const scaled = (x: Decimal) => x.digits * 10n ** BigInt(places - x.places);
  return { digits: scaled(a) + scaled(b), places };
}

export const times = (a: Decimal, factor: bigint): Decimal => ({ ...a, digits: a.digits * factor });

/** 3.50 and 3.5 are one number, and so are 007 and 7. */
export function show({ digits, places }: Decimal): string {
  const all = digits.toString().padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  const fraction = all.slice(all.length - places).replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : whole;
}

const SINO = new Map([...'영일이삼사오육칠팔구'].map((character, digit) => [character, BigInt(digit)]));
const SCALES = new Map([
  ['십', 10n],
  ['백', 100n],
  ['천', 1000n],
]);
const MYRIADS = new Map([
  ['만', 10n ** 4n],
  ['억', 10n ** 8n],
  ['조', 10n ** 12n],
]);

const ARABIC = String.raw`\d+(?:,\d{3}(?!\d))*(?:\.\d+)?`;
/** A trillion, not an article of a law (제12조). */
const TRILLION = '조(?= ?원| ?[\\d일이삼사오육칠팔구천백십]+[억만,\\d])';
const MONEY = '(?:원|달러|불|유로|엔)';

/** A number up to 9,999 with a digit in it; a Hangul digit only before its 십, 백 or 천, or 천이 would read 1,002. */
const MIXED = `(?:(?:(?:${ARABIC}|[일이삼사오육칠팔구])?[십백천]){1,3}(?:${ARABIC})?|${ARABIC})`;
const WORDS = '(?:(?:[일이삼사오육칠팔구]?[십백천]){1,3}[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])';

/** What may follow 만 after a space and still be of the same number: 1만 5,000, 1만 50원, but not 50만 1일. */
const REST = `(?: (?=\\d{3}|\\d,\\d|[\\d일이삼사오육칠팔구]?[천백]|[\\d일이삼사오육칠팔구십]{1,3} ?${MONEY}))?`;

/** Spaces stand where people put them: 1억 5,000만, 100 만 원. */
const spelled = (part: string) =>
  `(?:${part}${TRILLION})?(?: ?${part}(?:억| 억(?= ?${MONEY})))?(?: ?${part}(?:만| 만(?= ?${MONEY})))?(?:${REST}${part})?`;

/** Numbers that begin with a digit: 500, 1,000만, 1억 5천만, 2천5백, 3.50. */
export const NUMERAL = `(?<!\\d)(?=\\d)${spelled(MIXED)}`;

const SPOKEN = '일이삼사오육칠팔구십백천만억조';

/** Numbers in Hangul: 오백만, 일억 이천만, 삼십, and 만 alone. Only what follows tells them from other words. */
export const SINO_NUMERAL = `(?=[${SPOKEN}])(?:[만억](?: ?${WORDS})?|${spelled(WORDS)})(?<=[${SPOKEN}])`;

/** The value of a numeral as NUMERAL or SINO_NUMERAL finds it. */
export function numeral(text: string): Decimal {
  let total = decimal(0);
  let myriad = decimal(0);
  let digit: Decimal | null = null;
  const closed = () => plus(myriad, digit ?? decimal(0));
  for (const [token] of text.matchAll(/\d[\d,]*(?:\.\d+)?|[가-힣]/g)) {
    const scale = SCALES.get(token);
    const large = MYRIADS.get(token);
    if (scale) {
      myriad = plus(myriad, times(digit ?? decimal(1), scale));
      digit = null;
    } else if (large) {
      const counted = closed();
      total = plus(total, times(counted.digits === 0n && digit === null ? decimal(1) : counted, large));
      myriad = decimal(0);
      digit = null;
    } else {
      digit = decimal(SINO.get(token) ?? 0n);
      if (/\d/.test(token)) digit = arabic(token);
    }
  }
  return plus(total, closed());
}

function arabic(token: string): Decimal {
  const [whole, fraction = ''] = token.replaceAll(',', '').split('.');
  return decimal(BigInt(whole + fraction), fraction.length);
}

const NATIVE_TENS = new Map(
  ['열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'].map((word, i) => [word, 10 * (i + 1)]),
);
const NATIVE_ONES = new Map(
  ['한 하나', '두 둘', '세 셋 석', '네 넷 넉', '다섯', '여섯', '일곱', '여덟', '아홉'].flatMap((words, i) =>
    words.split(' ').map((word): [string, number] => [word, i + 1]),
  ),
);

const tens = [...NATIVE_TENS.keys()].join('|');
const ones = [...NATIVE_ONES.keys()].sort((a, b) => b.length - a.length).join('|');

/** 한, 두, 열두, 스무, 서른다섯: as they stand before what they count. */
export const NATIVE_NUMERAL = `(?:(?:${tens})(?:${ones})?|스무|${ones})`;

export function native(text: string): Decimal {
  if (text === '스무') return decimal(20);
  const ten = [...NATIVE_TENS.keys()].find((word) => text.startsWith(word)) ?? '';
  return decimal((NATIVE_TENS.get(ten) ?? 0) + (NATIVE_ONES.get(text.slice(ten.length)) ?? 0));
}

/** Days that have a name of their own. */
export const NAMED_DAYS = new Map([
  ['하루', 1],
  ['이틀', 2],
  ['사흘', 3],
  ['나흘', 4],
  ['닷새', 5],
  ['엿새', 6],
  ['이레', 7],
  ['여드레', 8],
  ['아흐레', 9],
  ['열흘', 10],
  ['보름', 15],
]);
