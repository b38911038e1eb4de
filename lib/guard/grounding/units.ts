import type { ClaimKind } from './claim';

/** What a number counts or measures. */
export interface Unit {
  kind: ClaimKind;
  /** What values are given in: 2주 and 14일 are both 14일, 1년 and 12개월 both 12개월. */
  name: string;
  factor: bigint;
}

const TABLE: [kind: ClaimKind, name: string, factor: number, words: string][] = [
  ['duration', '영업일', 1, '영업일'],
  ['duration', '개월', 1, '개월 달'],
  ['duration', '개월', 12, '년 해'],
  ['duration', '일', 7, '주일 주간 주'],
  ['duration', '일', 1, '일 날'],
  ['duration', '분', 60, '시간'],
  ['duration', '분', 1, '분'],
  ['duration', '초', 1, '초'],
  ['amount', '원', 1, '원 KRW'],
  ['amount', '달러', 1, '달러 불 USD'],
  ['amount', '유로', 1, '유로 EUR'],
  ['amount', '엔', 1, '엔 JPY'],
  ['amount', '위안', 1, '위안 CNY'],
  ['amount', '파운드', 1, '파운드 GBP'],
  ['rate', '%p', 1, '%p %P %포인트 퍼센트포인트 프로포인트'],
  ['rate', '%', 1, '% 퍼센트 프로'],
  ['age', '세', 1, '세 살'],
  ['number', '번째', 1, '번째 째'],
  ['number', '회', 1, '회 번 차례'],
  ['number', '명', 1, '명 인 사람'],
  ['number', '가지', 1, '가지'],
  ['number', '곳', 1, '곳 군데'],
  ['number', '자', 1, '글자 자'],
  ['number', '장', 1, '장 매'],
  ['number', 'm2', 1, 'm2 제곱미터'],
  ...['건', '개', '대', '배', '점', '계좌', '자리', '순위', '등급', '단계', '통화', '포인트', '조', '항'].map(
    (word): [ClaimKind, string, number, string] => ['number', word, 1, word],
  ),
];

const UNITS = new Map(
  TABLE.flatMap(([kind, name, factor, words]) =>
    words.split(' ').map((word): [string, Unit] => [word, { kind, name, factor: BigInt(factor) }]),
  ),
);

/** The people counted by 두 분; 3분 with a digit is minutes. */
const PEOPLE: Unit = { kind: 'number', name: '명', factor: 1n };

/** Continuations that make another word of a unit: 프로그램, 2분의 1, 10 초과. */
const NOT_BEFORE: Record<string, string> = {
  프로: '그램|모션|필|세스|젝트',
  분: '의',
  초: '과',
  불: '가',
  인: '데|지|증',
  개: '인',
  '%p': '[A-Za-z]',
  '%P': '[A-Za-z]',
};

/** What may follow a unit of one syllable; anything else makes it the beginning of another word: 1회, not 1회원. */
export const WORD_END =
  '(?:(?![가-힣])|(?=에|은|는|이|가|을|를|의|도|만|씩|마다|당|간|동안|까지|부터|나|로|으로|과|와|쯤|정도|치|짜리|권|째|입|예|였|인|밖|보다|안|전|뒤|후|지|넘|미만|초과|내|반))';

const pattern = (word: string) =>
  word.replace('포인트', ' ?포인트') +
  (NOT_BEFORE[word] ? `(?!${NOT_BEFORE[word]})` : '') +
  (/^[가-힣]$/.test(word) ? WORD_END : '');
const alternatives = (list: string[]) =>
  `(?:${list
    .sort((a, b) => b.length - a.length)
    .map(pattern)
    .join('|')})`;

export const UNIT = alternatives([...UNITS.keys()]);

/** Units that Hangul numerals are read before; after 호, 항 or 조 they are mostly other words. */
export const SPOKEN_UNIT = alternatives(
  [...UNITS]
    .filter(([word, { kind }]) => kind !== 'number' || /^[회번명건장개배]$|^자리$/.test(word))
    .map(([word]) => word),
);

/** What native numerals count: 두 번, 세 달, 다섯 살. */
export const COUNTER = alternatives(
  '달 해 시간 주일 주 살 번째 번 차례 배 명 사람 분 개 장 건 대 계좌 가지 곳 군데 자리 글자'.split(' '),
);

export function unitOf(word: string, native = false): Unit {
  return native && word === '분' ? PEOPLE : UNITS.get(word.replace(/ /g, ''))!;
}

/** 한 번, 한 계좌, 두 분, 세 가지, 첫째: how one speaks, seldom what one promises. A time or an age is no such thing. */
export function isOrdinary({ kind, name }: Unit, count: bigint): boolean {
  if (kind !== 'number') return false;
  return count === 1n || (count === 2n && name === '명') || /번째|가지|곳/.test(name);
}
