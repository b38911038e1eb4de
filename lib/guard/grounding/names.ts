import type { Claim, ClaimKind } from './claim';
import { SPOKEN_UNIT, UNIT } from './units';

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
const URL =
  /(?:https?:\/\/|www\.)[^\s<>"'가-힣)]{1,200}|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z]{2,24}(?![a-z0-9-])(?:\/[^\s<>"'가-힣)]{0,200})?|[가-힣a-z0-9-]{1,30}\.한국/gi;

/** Addresses of mail and of the web, the latter without scheme, www and closing marks. */
export function* addresses(text: string): Generator<Claim> {
  for (const { 0: found, index } of text.matchAll(EMAIL)) {
    const bare = found.replace(/\.+$/, '');
    yield at(index, bare, 'email', bare.toLowerCase());
  }
  for (const { 0: found, index } of text.matchAll(URL)) {
    const bare = found.replace(/[.,;:!?/]+$/, '');
    yield at(index, bare, 'url', bare.toLowerCase().replace(/^(?:https?:\/\/)?(?:www\.)?/, ''));
  }
}

const PHONES = [
  /(?<![\d.,-])(?:\+\d{1,3}[- ])?\d{1,4}(?:-\d{2,6}){1,4}(?![\d-])/g,
  /(?<![\d.,-])(?:1[5-9]\d{2}|0\d{1,2}[ .]\d{3,4})[ .]\d{4}(?![\d-])/g,
  new RegExp(`(?<![\\d.,-])\\d{7,}(?![\\d,.-]*\\d)(?! ?(?:${UNIT}|[만억조]))`, 'g'),
];
/** 112, 1332 and their like: bare, as only an emergency or help line is written. */
const SHORT_PHONE = new RegExp(
  `(?<![\\d.,:~/-]|(?:[₩$€¥£]|[A-Z]{3}) ?)1(?:(?!00)\\d{2,3}번(?!째)|\\d{2,3}(?![\\d.,:~/-]*\\d)(?! ?(?:${UNIT}|[십백천만억조~])))`,
  'g',
);
const SPOKEN_DIGITS = '[공영일이삼사오육칠팔구]';
const SPOKEN_PHONE = new RegExp(
  `${SPOKEN_DIGITS}{2,4}[ -]?(?:에|다시)?[ -]?${SPOKEN_DIGITS}{3,4}[ -]?${SPOKEN_DIGITS}{1,4}(?! ?${SPOKEN_UNIT})`,
  'g',
);

const LEAST_DIGITS = 7;

/** Phone numbers, and whatever else is digits and hyphens: account and card numbers. */
export function* phones(text: string): Generator<Claim> {
  for (const pattern of PHONES) {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const digits = found.replace(/^\+82[- ]?/, '0').replace(/\D/g, '');
      if (digits.length >= LEAST_DIGITS) yield at(index, found, 'phone', digits);
    }
  }
  for (const { 0: found, index } of text.matchAll(SHORT_PHONE)) {
    yield at(index, found, 'phone', found.replace(/\D/g, ''));
  }
  for (const { 0: found, index } of text.matchAll(SPOKEN_PHONE)) {
    const digits = [...found].map((letter) =>
      '영일이삼사오육칠팔구'.indexOf(letter === '공' ? '영' : letter),
    );
    yield at(index, found, 'phone', digits.filter((digit) => digit >= 0).join(''));
  }
}

/** SWIFT codes and the like. Shorter ones (ATM, OTP) are words. */
const CODE = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{3,29}(?![A-Za-z0-9])/g;

export function* codes(text: string): Generator<Claim> {
  for (const { 0: found, index } of text.matchAll(CODE)) yield at(index, found, 'code', found);
}

/** The bank's own name, which its products bear. */
const BANK = '온담';

const TYPE = '(?:통장|예금|적금|카드|대출|저축|보험|펀드|연금|ISA|IRP)';
const OURS = '(?:인증서|페이|멤버십|클럽|포인트|뱅킹|금고|ISA|IRP)';
const WORD_START = '(?<![가-힣A-Za-z])';
const PRODUCTS = [
  new RegExp(`${WORD_START}${BANK} ?(?!은행)[가-힣A-Z]{0,10}${OURS}`, 'g'),
  new RegExp(`${WORD_START}(?:${BANK} ?)?(?!${BANK})[가-힣A-Z]{1,12}${TYPE}`, 'g'),
  new RegExp(
    `${WORD_START}${BANK} (?!거래|고객|계좌|모바일)[가-힣]{1,7}(?<![은는이가을를의에서로과와나도]) ${TYPE}`,
    'g',
  ),
];

const spaceless = (text: string) => text.replace(/\s/g, '');
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const withoutBank = (name: string) => (name.startsWith(BANK) ? name.slice(BANK.length) : name);

/** Finds products: those of a bank's list, with or without its name, and any other compound of a kind of product. */
export function productFinder(names: readonly string[]): (text: string) => Generator<Claim> {
  const full = new Map(names.map(spaceless).map((name) => [withoutBank(name), name]));
  const listed = [...full.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => [...name].map(literal).join(' ?'));
  const patterns = listed.length
    ? [new RegExp(`${WORD_START}(?:${BANK} ?)?(?:${listed.join('|')})`, 'g'), ...PRODUCTS]
    : PRODUCTS;
  return function* products(text) {
    for (const pattern of patterns) {
      for (const { 0: found, index } of text.matchAll(pattern)) {
        const value = spaceless(found);
        yield at(index, found, 'product', full.get(withoutBank(value)) ?? value);
      }
    }
  };
}

/** The bank's own product must be the source's very one; a general term (체크카드) may stand for a kind of it. */
export function productFits(stated: string, source: string, names: readonly string[]): boolean {
  const own = stated.startsWith(BANK) || names.some((name) => spaceless(name) === stated);
  return stated === source || (!own && source.endsWith(stated));
}

const CHANNELS = [
  ['앱', '(?:모바일 ?)?앱|모바일 ?뱅킹|스마트 ?뱅킹'],
  ['인터넷뱅킹', '인터넷 ?뱅킹'],
  ['폰뱅킹', '(?:폰|텔레) ?뱅킹'],
  ['영업점', '영업점|지점|창구'],
  ['ATM', 'ATM|현금자동입출금기|자동화기기'],
  ['우편', '우편'],
  ['팩스', '팩스'],
  ['이메일', '이메일|전자우편'],
  ['편의점', '편의점'],
  ['우체국', '우체국'],
].map(([value, words]): [string, RegExp] => [value, new RegExp(`(?<![가-힣A-Z])(?:${words})`, 'g')]);

/** Where a customer is sent: the app, a branch, a cash machine. */
export function* channels(text: string): Generator<Claim> {
  for (const [value, pattern] of CHANNELS) {
    for (const { 0: found, index } of text.matchAll(pattern)) yield at(index, found, 'channel', value);
  }
}

const QUOTE = /(?<![^\s(>·,:])(['"])([^'"\n]{1,40})\1/g;
const PATH = /[^\s'">,.]{1,20}(?: > [^\s'">,.]{1,20})+/g;
const PARTICLE = /(?:에서|으로|에|로|을|를|의|은|는|이|가|과|와|나|도)$/;

/** Names of menus and buttons: what stands in quotes, and paths through menus (설정 > 알림). */
export function* quotes(text: string): Generator<Claim> {
  for (const { 0: found, 2: quoted, index } of text.matchAll(QUOTE)) {
    yield at(index, found, 'quote', spaceless(quoted));
  }
  const unquoted = text.replace(QUOTE, (found) => ' '.repeat(found.length));
  for (const { 0: found, index } of unquoted.matchAll(PATH)) {
    yield at(index, found, 'quote', spaceless(found).replace(PARTICLE, ''));
  }
}

const FREE = new RegExp(
  '(?:면제|무료|공짜)(?! ?(?:되지|하지|가 아|는 아|로 (?:되|하)지))' +
    '|(?:수수료|비용|연회비|이용료|요금)[는은이가도]? ?(?:따로 |전혀 )?(?:없|(?:들|붙|나오)지 ?않|안 (?:들|붙))',
  'g',
);

/** That something costs nothing is an amount too. */
export function* waivers(text: string): Generator<Claim> {
  for (const { 0: found, index } of text.matchAll(FREE)) yield at(index, found, 'amount', '0원');
}

const at = (start: number, text: string, kind: ClaimKind, value: string): Claim => ({
  kind,
  value,
  text,
  start,
  end: start + text.length,
});
