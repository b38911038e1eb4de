import bank from '@/data/bank.json';
import { isAmount, namesOther, namesPhone, saysMail } from './context';
import { digitsOf, END, form, GAP, type Pattern } from './pattern';

const PAUSE = String.raw`[\s.\-()/]{0,3}`;

const LOCAL = "[a-z0-9][a-z0-9._%+'-]{0,63}";
const LABEL = '[a-z0-9-]{1,63}';
const TOP =
  '(?:(?:com|net|org|edu|gov|info|biz|kr|co|ac|go|or|re|pe|io|me|ai|app|dev|jp|cn|us|uk|example|test)(?![a-z0-9@])|컴|넷|케이알|씨오|한국)';
const HOST =
  '(?:naver|gmail|daum|kakao|hanmail|nate|hotmail|outlook|icloud|yahoo|네이버|지메일|쥐메일|한메일|카카오|네이트|핫메일|아웃룩|아이클라우드|야후)';
const DOT = String.raw`(?:\s?(?:[.,]|점|닷|쩜|도트|[(\[]\s?(?:dot|점|닷)\s?[)\]])\s?|\sdot\s)`;
const DOMAIN = `(?:(?:${LABEL}\\.){0,3}(?:${LABEL}|[가-힣]{1,10})(?:${DOT}${TOP}){1,3}|${HOST})`;
const WORD = String.raw`[\p{L}\d._%+\-]{1,40}`;
const SAID_LOCAL = String.raw`${WORD}(?:\s(?:언더바|언더스코어|하이픈|대시|점|닷)\s${WORD}){0,2}`;
const SAID_AT = String.raw`\s?(?:골뱅이|앳|에트|엣|[(\[{<]\s?(?:at|앳|에트|엣|골뱅이)\s?[)\]}>])\s?`;

/** Addresses, written (hong@naver.com) or said (hong 골뱅이 네이버 닷컴). */
export const EMAIL: Pattern[] = [
  {
    form: form(String.raw`${LOCAL}@(?=[\d\-]{0,20}[a-z])${LABEL}(?:\.${LABEL}|\s?[.,]\s?${TOP}){0,5}`),
    judge: () => 'email',
  },
  { form: form(String.raw`(?:${LOCAL}|${WORD}(?<=[가-힣]))\s{0,2}@\s{0,2}${DOMAIN}`), judge: () => 'email' },
  { form: form(`${SAID_LOCAL}${SAID_AT}${DOMAIN}`), judge: () => 'email' },
  {
    // "look at naver.com" is no address.
    form: form(String.raw`${LOCAL}\sat\s${DOMAIN}`),
    judge: (found, around) =>
      /^\S*[\d._]|(?:gmail|hanmail|hotmail|icloud)|\sdot\s/i.test(found) || saysMail(around) ? 'email' : null,
  },
];

const ABROAD = String.raw`\(?(?:(?:\+|00)82|82[ .\-])${PAUSE}0?${PAUSE}`;
const AREA = String.raw`(?:${ABROAD}|\(?0)(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)`;
const MOBILE = String.raw`(?:\(?(?:\+|00)?82${GAP}\(?0?\)?${GAP}|\(?0)1[016789]`;

const OF_THE_BANK = Object.values(bank.phones)
  .map(({ number }) => digitsOf(number).replace(/^82/, '0'))
  .filter((digits) => digits.startsWith('0'))
  .map((digits) => `(?:${ABROAD}|0)${[...digits.slice(1)].join(PAUSE)}`);
const REPRESENTATIVE = String.raw`(?:0(?:2|[3-6][1-5])[ )\-]{1,2})?1[568]\d\d-?\d{4}`;

/** Passed over whole, before anything else can take a part of them. */
export const PUBLIC_NUMBERS: Pattern[] = [
  { form: form(`(?:${[...OF_THE_BANK, REPRESENTATIVE].join('|')})(?!-?\\d)`), judge: () => 'public' },
];

export const PHONE: Pattern[] = [
  // A mobile number's beginning is enough, whatever is said around it.
  {
    form: form(String.raw`${MOBILE}(?:${GAP}\d{3,4}${GAP}\d{4}|-\d{3,5}-\d{3,5}|(?:[ .\-]?\d){7,8})${END}`),
    judge: () => 'phone',
  },
  // Digit by digit.
  {
    form: form(String.raw`0[^\p{L}\d]{1,3}1[^\p{L}\d]{1,3}[016789](?:[^\p{L}\d]{1,3}\d){7,8}(?![ .\-]?\d)`),
    judge: () => 'phone',
  },
  // Starred, but showing more than the four digits that a receipt shows.
  {
    form: form(String.raw`${MOBILE}[ .\-]{1,3}[\d*]{3,4}[ .\-]{1,3}[\d*]{4}${END}`),
    judge: (found) => (digitsOf(found).replace(/^82/, '').replace(/^0/, '').length > 6 ? 'phone' : null),
  },
  {
    form: form(String.raw`${AREA}${PAUSE}\d{3,4}${PAUSE}\d{4}${END}`),
    judge: (found, around) =>
      /\d[-.]$/.test(around.before) || (/^\d+$/.test(found) && namesOther(around)) ? null : 'phone',
  },
  // Without the first zero, or without an area at all.
  { form: form(String.raw`10-\d{4}-\d{4}(?!-?\d)`), judge: () => 'phone' },
  {
    form: form(String.raw`(?:10[ .]?\d{4}[ .]?\d{4}|[2-9]\d{2,3}[ .\-]\d{4})(?!-?\d)`),
    judge: (_, around) => (namesPhone(around) ? 'phone' : null),
  },
  // Another country's.
  {
    form: form(String.raw`\+[1-9]\d{0,2}(?:[ .\-]{1,2}\(?\d{1,4}\)?){2,5}${END}|\+[1-9]\d{8,14}${END}`),
    judge: (found, around) => (/^\d{8,15}$/.test(digitsOf(found)) && !isAmount(around) ? 'phone' : null),
  },
];
