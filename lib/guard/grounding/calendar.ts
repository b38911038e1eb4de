import type { Claim, ClaimKind } from './claim';
import { boundOf } from './context';
import { NATIVE_NUMERAL, native } from './numerals';
import { WORD_END } from './units';

const HYPHENATED = /(?<!\d)(\d{4})([-./] ?)(\d{1,2})\2(\d{1,2})(?!\d)/g;
const NOT_A_YEAR = '(?!간|짜리| ?동안)';
const MONTH = new RegExp(
  `(?<!\\d)(?:(\\d{4}) ?년${NOT_A_YEAR} ?)?(\\d{1,2}) ?월(?!\\d|간)(?: ?(\\d{1,2}) ?일(?!간))?`,
  'g',
);
const YEAR = new RegExp(`(?<!\\d)((?:19|20)\\d{2}) ?년${NOT_A_YEAR}`, 'g');

/** 2026년 1월 2일, 2026-01-02, 2026.1.2, 1월 2일, 3월, 2026년. A year is one from 1900 to 2099. */
export function* dates(text: string): Generator<Claim> {
  for (const { 0: found, 1: year, 3: month, 4: day, index } of text.matchAll(HYPHENATED)) {
    yield claimAt(text, index, found, 'date', date(year, month, day));
  }
  for (const { 0: found, 1: year, 2: month, 3: day, index } of text.matchAll(MONTH)) {
    yield claimAt(text, index, found, 'date', date(year, month, day));
  }
  for (const { 0: found, 1: year, index } of text.matchAll(YEAR)) {
    yield claimAt(text, index, found, 'date', date(year));
  }
}

/** A field that the text leaves out. */
const OPEN = '*';
const date = (...fields: (string | undefined)[]) =>
  [0, 1, 2].map((i) => fields[i]?.padStart(2, '0') ?? OPEN).join('-');

/** Whether the source gives every field that is stated: 2월 1일 rests on 2026년 2월 1일, never the reverse. */
export function dateFits(stated: string, source: string): boolean {
  const fields = source.split('-');
  return stated.split('-').every((field, i) => field === OPEN || field === fields[i]);
}

const HALVES = '오전|오후|새벽|아침|점심|낮|저녁|밤';
const HALF_DAY = `(?:(${HALVES}) ?)?`;
const CLOCK = new RegExp(`(?<!\\d)${HALF_DAY}(\\d{1,2}):(\\d{2})(?::\\d{2})?(?!\\d)`, 'g');
const HOUR = new RegExp(
  `(?<![\\d.,])${HALF_DAY}(?:(\\d{1,2}) ?시(?!간|급|세|중)|(?<![가-힣])(${NATIVE_NUMERAL})(?:(?<=[가-힣]{2}|(?:${HALVES}) ?[가-힣]) ?| )시(?!간)${WORD_END}` +
    `|(\\d{1,2})(?= ?~ ?\\d{1,2} ?시(?!간)))(?: ?(\\d{1,2}) ?분(?!의)| ?(반)${WORD_END})?`,
  'g',
);
const NOON = /(?<![가-힣])(정오|자정)/g;
const UNTIL = /^ ?(?:~|부터|에서) ?$/;

/** 16:00, 오후 4시, 16시 30분, 세 시 반, 정오; both ends of 9~18시 and of 오후 1시~4시. */
export function* times(text: string): Generator<Claim> {
  for (const { 0: found, 1: half_day, 2: hour, 3: minute, index } of text.matchAll(CLOCK)) {
    yield claimAt(text, index, found, 'time', time(half_day, Number(hour), minute));
  }
  let before = { end: 0, hour: 0, half_day: undefined as string | undefined };
  for (const { 0: found, 1: named, 2: digits, 3: word, 4: left, 5: minute, 6: half, index } of text.matchAll(
    HOUR,
  )) {
    const hour = word ? Number(native(word).digits) : Number(digits ?? left);
    const joined = UNTIL.test(text.slice(before.end, index));
    // 9시부터 6시까지 and 오전 9시~6시 end in the afternoon, and so does 오후 1시~4시.
    const past_noon =
      hour < before.hour && before.hour <= 12 && !/오후|낮|저녁|밤/.test(before.half_day ?? '');
    const later = past_noon ? '오후' : before.half_day;
    const half_day = named ?? (joined ? later : undefined);
    yield claimAt(text, index, found, 'time', time(half_day, hour, half ? '30' : (minute ?? '00')));
    before = { end: index + found.length, hour, half_day: named };
  }
  for (const { 0: found, index } of text.matchAll(NOON)) {
    yield claimAt(text, index, found, 'time', found === '정오' ? '12:00' : '00:00');
  }
}

function time(half_day: string | undefined, hour: number, minute: string): string {
  const shown = (value: number) => `${String(value).padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (hour === 24) return shown(0);
  if (hour > 12 || !half_day) return shown(hour);
  const noon = hour === 12;
  if (/오전|새벽|아침/.test(half_day)) return shown(noon ? 0 : hour);
  if (half_day === '밤') return shown(noon ? 0 : hour > 5 ? hour + 12 : hour);
  if (/낮|점심/.test(half_day)) return shown(hour < 6 ? hour + 12 : hour);
  return shown(noon ? 12 : hour + 12);
}

const DAYS = new RegExp(
  `(?<![가-힣])(?:([월화수목금토일])(?:요일|(?=~[월화수목금토일](?:요일)?${WORD_END})|(?<=[월화수목금토일]~.)${WORD_END})` +
    `|(평일|주말|공?휴일|연중 ?무휴|매일|날마다|당일|그날|같은 날|다음 ?날|익일|다음 ?영업일|익영업일|말일)${WORD_END})`,
  'g',
);
const SAME_DAY = new Map([
  ['공휴일', '휴일'],
  ['날마다', '매일'],
  ['그날', '당일'],
  ['같은날', '당일'],
  ['익일', '다음날'],
  ['익영업일', '다음영업일'],
]);
const ORDINALS = '첫둘셋넷';
const WHICH = /(?<![가-힣])([첫둘셋넷])째(?= ?(?:주|[월화수목금토일]요일))/g;

/** 토요일, 평일, 휴일, 연중무휴, 당일, 다음 영업일; and which one: 셋째 금요일. */
export function* days(text: string): Generator<Claim> {
  for (const { 0: found, 1: letter, 2: word, index } of text.matchAll(DAYS)) {
    const bare = (word ?? '').replace(/ /g, '');
    yield claimAt(text, index, found, 'day', letter ? `${letter}요일` : (SAME_DAY.get(bare) ?? bare));
  }
  for (const { 0: found, 1: which, index } of text.matchAll(WHICH)) {
    yield claimAt(text, index, found, 'number', `${ORDINALS.indexOf(which) + 1}번째`);
  }
}

function claimAt(text: string, start: number, found: string, kind: ClaimKind, value: string): Claim {
  const end = start + found.length;
  return { kind, value, bound: boundOf(text, start, end), text: found, start, end };
}
