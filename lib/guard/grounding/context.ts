import type { Bound, Period } from './claim';

/** How far the words that qualify a claim may stand from it. */
const REACH = 16;

const AFTER: [Bound, RegExp][] = [
  ['at_least', /^이상(?!금융|거래|징후)/],
  ['at_most', /^이하/],
  ['above', /^(?:초과|넘(?!지)|보다 ?(?:많|크|큰|높|길|긴|늦))/],
  ['below', /^(?:미만|(?:이|가)? ?(?:안|못) ?되|에 ?못 ?미치|보다 ?(?:적|작|낮|짧|빠르|이르))/],
  ['before', /^(?:이전|전(?![가-힣])|전(?:에|까지|부터|의|날))/],
  ['after', /^(?:이후|후(?![가-힣])|후(?:에|부터|로)|뒤|지나|지난|만에)/],
  ['up_to', /^(?:까지|이내|안(?:에|의|으로)|내(?:에|의|로)|넘지|한도)/],
  ['from', /^부터/],
];
/** What may stand between a claim and its bound: 5만원권 100만원씩까지, 100만원을 넘는, 30일 전. */
const BETWEEN = /^(?:권|짜리|씩|치|정도|쯤)?(?:[을를이가은는])? ?/;

const RANGE = /^ ?~/;
const RANGE_END = /~ ?$/;
const MOST = /(?:최대|최고)[^가-힣\d]*(?:[가-힣\d]{1,3} ?)?(?:미화 ?)?$/;
const LEAST = /(?:최소|최저|적어도)[^가-힣\d]*(?:[가-힣\d]{1,3} ?)?(?:미화 ?)?$/;

/** Which bound a text puts on what stands at [start, end) in it. */
export function boundOf(text: string, start: number, end: number): Bound | undefined {
  const following = text.slice(end, end + REACH);
  const rest = following.replace(BETWEEN, '');
  for (const [bound, pattern] of AFTER) {
    // 이상, 이하, 이내 and 이후 begin with what reads as a particle.
    if (pattern.test(rest) || pattern.test(following.trimStart())) return bound;
  }
  if (RANGE.test(following)) return 'from';
  const preceding = text.slice(Math.max(0, start - REACH), start);
  if (RANGE_END.test(preceding) || MOST.test(preceding)) return 'up_to';
  return LEAST.test(preceding) ? 'from' : undefined;
}

/** Words that only stress an amount, between it and its period: 하루 최대 300만원, 연 최고 3.50%. */
const STRESS = '(?: ?(?:최대|최고|최소|최저|총|약|각각|미화|합쳐|합산))?';

const PERIODS = (
  [
    ['time', '1 ?회(?:당|에)?|회당|한 번에'],
    ['day', '1 ?일|일일|하루(?:에)?|매일|일'],
    ['month', '매월|매달|한 ?달(?:에)?|월|1개월(?:에)?'],
    ['year', '매년|해마다|연간|한 해(?:에)?|1년(?:에)?|연'],
    ['item', '1?건당'],
    ['person', '1인(?:당)?|인당|한 (?:사람|명|분)당'],
  ] as const
).map(([period, words]): [Period, RegExp] => [
  period,
  new RegExp(`(?<![가-힣\\d.,])(?:${words})${STRESS}(?: ${STRESS})? ?$`),
]);

/** What the amount or count that begins at `start` is for, where the text says so just before it. */
export function periodOf(text: string, start: number): Period | undefined {
  const preceding = text.slice(Math.max(0, start - REACH), start);
  return PERIODS.find(([, pattern]) => pattern.test(preceding))?.[0];
}

const STRENGTH: Record<Bound, { side: string; loose: boolean }> = {
  from: { side: 'min', loose: true },
  at_least: { side: 'min', loose: false },
  above: { side: 'above', loose: false },
  up_to: { side: 'max', loose: true },
  at_most: { side: 'max', loose: false },
  below: { side: 'below', loose: false },
  before: { side: 'before', loose: true },
  after: { side: 'after', loose: true },
};

/**
 * Whether a source that bounds a value so lets an answer bound it so. 이하 stands for 까지, never for 이상 or
 * 미만. A loose 까지 may be added to a value that the source gives bare (한도는 1일 1억원); a strict 이상 may not.
 */
export function boundFits(stated: Bound | undefined, source: Bound | undefined): boolean {
  if (stated === undefined) return true;
  if (source === undefined) return STRENGTH[stated].loose;
  return STRENGTH[stated].side === STRENGTH[source].side;
}

/** A period may be left out or be clear from elsewhere; two different ones contradict each other. */
export const periodFits = (stated: Period | undefined, source: Period | undefined) =>
  stated === undefined || source === undefined || stated === source;
