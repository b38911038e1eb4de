import type { Claim } from './claim';
import { boundOf, periodOf } from './context';
import {
  type Decimal,
  decimal,
  NAMED_DAYS,
  NATIVE_NUMERAL,
  NUMERAL,
  native,
  numeral,
  plus,
  SINO_NUMERAL,
  show,
  times,
} from './numerals';
import { COUNTER, isOrdinary, SPOKEN_UNIT, UNIT, type Unit, unitOf, WORD_END } from './units';

/** A number with what it counts; without a unit where the text names none that is known. */
interface Quantity {
  number: Decimal;
  unit?: Unit;
  ordinary?: boolean;
  start: number;
  end: number;
}

/** Every amount, rate, duration, age and count in a folded text, outside the places already taken. */
export function quantities(text: string, open: string): Claim[] {
  const found = [...written(open), ...spoken(open), ...counted(open), ...namedDays(open)];
  found.sort((a, b) => a.start - b.start);
  return compounds(open, ranges(open, found)).map((quantity) => claimOf(text, quantity));
}

const CURRENCIES: Record<string, string> = { '₩': '원', $: '달러', '€': '유로', '¥': '엔', '£': '파운드' };
const WRITTEN = new RegExp(
  `(?:([₩$€¥£]|KRW|USD|EUR|JPY|CNY|GBP) ?)?(${NUMERAL})(?: ?(${UNIT})( ?반${WORD_END})?)?`,
  'g',
);

/** Numbers with a digit in them. Each is a claim, whatever it counts. */
function* written(text: string): Generator<Quantity> {
  for (const match of text.matchAll(WRITTEN)) {
    const [all, currency, stated, word, half] = match;
    // "1억 5천" is short for 1억 5천만원.
    const digits = word ? stated : stated.replace(/억 ?\d+[천백]$/, '$&만');
    const start = match.index;
    const end = start + all.length;
    const named =
      word ??
      (currency && (CURRENCIES[currency] ?? currency)) ??
      (/[만억조]$/.test(digits) ? '원' : undefined);
    const number = numeral(digits);
    yield { number: half ? plus(number, HALF) : number, unit: named ? unitOf(named) : undefined, start, end };
  }
}

const HALF = decimal(5, 1);
const BEFORE_SPOKEN = '(?:(?<![가-힣\\d.,])|(?<=최대|최고|최소|연|월|약|총))';
const SPOKEN = new RegExp(`${BEFORE_SPOKEN}(${SINO_NUMERAL})( ?)(${SPOKEN_UNIT})( ?반${WORD_END})?`, 'g');
const BARE_MYRIADS = new RegExp(
  `${BEFORE_SPOKEN}(?:[일이삼사오육칠팔구]?[십백천]){1,3}만(?!에요)${WORD_END}|${BEFORE_SPOKEN}[일이삼사오육칠팔구]?[십백천]?억${WORD_END}`,
  'g',
);

/** Numbers in Hangul before a unit, and large ones without (삼천만까지), which are of won. */
function* spoken(text: string): Generator<Quantity> {
  for (const match of text.matchAll(SPOKEN)) {
    const [all, word, space, unit, half] = match;
    const { kind } = unitOf(unit);
    if (/^.$/.test(word) && !isDigitWord(word, space !== '', unit)) continue;
    // "만 십구 세" is an age in full years, not ten thousand and nineteen.
    const whole = numeral(kind === 'amount' ? word : word.replace(/^만 /, ''));
    const number = half ? plus(whole, HALF) : whole;
    yield { number, unit: unitOf(unit), start: match.index, end: match.index + all.length };
  }
  for (const match of text.matchAll(BARE_MYRIADS)) {
    const start = match.index;
    yield { number: numeral(match[0]), unit: unitOf('원'), start, end: start + match[0].length };
  }
}

/**
 * Whether a single Hangul digit before a unit is one. 이 시간 is "this time", 일 건 "a matter", 사장 "the boss",
 * 오인 "a mistake": one syllable is read as a number only where it can hardly be anything else.
 */
function isDigitWord(word: string, spaced: boolean, unit: string): boolean {
  const short = unit.length === 1;
  if (/[만억천백십]/.test(word)) return unitOf(unit).kind === 'amount' || spaced || !short;
  if (short && word === '일') return spaced && /[년회]/.test(unit);
  if (short) return spaced && word !== '이' && /[년회일주분초세명건장]/.test(unit);
  if (/시간|자리|유로/.test(unit)) return !/[일이사]/.test(word);
  return !(word === '이' && spaced && /주일|주간|프로/.test(unit));
}

const COUNTED = new RegExp(`(?<![가-힣\\d])(${NATIVE_NUMERAL}) ?(${COUNTER})( ?반${WORD_END})?`, 'g');

/** Other words when there is no space: 세대 is a household, 한해 "limited to". */
const GLUED = /^[한두세네][대해주건]/;

/** Native numerals before a counter: 두 달, 열두 번, 세 가지, 한 시간 반. */
function* counted(text: string): Generator<Quantity> {
  for (const match of text.matchAll(COUNTED)) {
    const [all, word, counter, half] = match;
    if (GLUED.test(all)) continue;
    const unit = unitOf(counter, true);
    const whole = native(word);
    const number = half ? plus(whole, HALF) : whole;
    const start = match.index;
    yield { number, unit, ordinary: isOrdinary(unit, whole.digits), start, end: start + all.length };
  }
}

const DAYS = new RegExp(
  `(?<![가-힣])(?:(${[...NAMED_DAYS.keys()].join('|')})${WORD_END}|일일(?= ?(?:이체|출금|결제|이용|한도)))`,
  'g',
);
const WISHES = /(?:좋은|오늘|즐거운|편안한|행복한) ?$/;

/** 하루, 사흘, 열흘, 보름, 일일 한도; 반년. A wish for a good day promises nothing. */
function* namedDays(text: string): Generator<Quantity> {
  for (const { 0: found, 1: word, index: start } of text.matchAll(DAYS)) {
    const ordinary = WISHES.test(text.slice(Math.max(0, start - 4), start));
    const number = decimal(NAMED_DAYS.get(word) ?? 1);
    yield { number, unit: unitOf('일'), ordinary, start, end: start + found.length };
  }
  for (const { index: start } of text.matchAll(/(?<![가-힣])반년/g)) {
    yield { number: decimal(6), unit: unitOf('개월'), start, end: start + 2 };
  }
}

const JOINED = /^(?: ?[~·-] ?|에서 |부터 )$/;

/** 1~36개월, 3·6개월, 1~3만원: a number without a unit has that of the one it is joined to, and its 만. */
function ranges(text: string, found: Quantity[]): Quantity[] {
  for (let i = found.length - 2; i >= 0; i--) {
    const [left, right] = [found[i], found[i + 1]];
    if (left.unit || !right.unit || !JOINED.test(text.slice(left.end, right.start))) continue;
    const scale = /[천백십]?[만억조]/.exec(text.slice(right.start, right.end));
    if (scale) left.number = times(left.number, numeral(scale[0]).digits);
    left.unit = right.unit;
  }
  return found;
}

/** 1년 6개월 is 18개월, 1시간 30분 is 90분. */
function compounds(text: string, found: Quantity[]): Quantity[] {
  const merged: Quantity[] = [];
  for (const right of found) {
    const left = merged.at(-1);
    if (left && isCompound(left.unit, right.unit) && /^ ?$/.test(text.slice(left.end, right.start))) {
      const number = plus(times(left.number, left.unit!.factor), right.number);
      merged[merged.length - 1] = { ...left, number, unit: right.unit, end: right.end };
    } else {
      merged.push(right);
    }
  }
  return merged;
}

const isCompound = (left?: Unit, right?: Unit) =>
  left?.kind === 'duration' && left.name === right?.name && left.factor > 7n && right.factor === 1n;

function claimOf(text: string, { number, unit, ordinary, start, end }: Quantity): Claim {
  const kind = unit?.kind ?? 'number';
  const value = show(unit ? times(number, unit.factor) : number) + (unit?.name ?? '');
  const bound = boundOf(text, start, end);
  const per = kind === 'duration' || kind === 'age' ? undefined : periodOf(text, start);
  return {
    kind,
    value,
    bound,
    per,
    ...(ordinary && { incidental: true }),
    text: text.slice(start, end),
    start,
    end,
  };
}

const ROUGHLY = new RegExp(
  `(?<![가-힣])(?:(?:한두|두세|두서너|서너|너덧|너댓|대여섯|예닐곱) ?${COUNTER}|(?:이삼|삼사|사오|오륙|육칠|칠팔) ?${SPOKEN_UNIT})`,
  'g',
);

/** 두세 번, 서너 달, 이삼 일: two numbers at once, which a source must give as such. */
export function* rough(text: string): Generator<Claim> {
  for (const { 0: found, index: start } of text.matchAll(ROUGHLY)) {
    const end = start + found.length;
    const bound = boundOf(text, start, end);
    yield { kind: 'number', value: found.replace(/ /g, ''), bound, text: found, start, end };
  }
}

const FRACTION = new RegExp(
  `(${NUMERAL}|[이삼사오육칠팔구십]) ?분의 ?(${NUMERAL}|[일이삼사오육칠팔구])|(?<![\\d/])(\\d{1,3})[/⁄](\\d{1,3})(?![\\d/])|(?<![가-힣])(절반|반액|반값)`,
  'g',
);

/** 4분의 3, 3/4, 절반. */
export function* fractions(text: string): Generator<Claim> {
  for (const { 0: found, 1: under, 2: over, 3: first, 4: second, index: start } of text.matchAll(FRACTION)) {
    const end = start + found.length;
    const value = under
      ? `${show(numeral(over))}/${show(numeral(under))}`
      : first
        ? `${first}/${second}`
        : '1/2';
    yield { kind: 'number', value, bound: boundOf(text, start, end), text: found, start, end };
  }
}
