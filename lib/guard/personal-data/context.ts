/** What stands around a number: the reading before it, as masked so far, and after it up to the next number. */
export interface Around {
  before: string;
  after: string;
}

/** Between a word and the number it names: marks, and perhaps a particle. */
const LINK = String.raw`[^\d\p{L}]{0,4}(?:은|는|이|가|을|를|도|로|으로|is)?[^\d\p{L}]{0,4}$`;

const BANK =
  '은행|뱅크|농협|수협|신협|우체국|새마을|금고|국민|신한|카카오|카뱅|케이뱅크|토스|씨티|저축|증권|(?<![a-z])(?:kb|nh|ibk|kdb|sc|im)(?![a-z])';
/** Banks whose short names are words and places as well. */
const BANK_OR_WORD = '우리|하나|기업|산업|부산|대구|광주|전북|경남|제주';
const ACCOUNT = '계좌|통장|예금주|(?<![a-z])(?:acct|account|bank)';
const TRANSFER = '입금|송금|이체|출금|예금|적금|무통장|보내|부쳐|부치|transfer|deposit';

const ACCOUNT_NEAR = new RegExp(`${ACCOUNT}|${TRANSFER}|${BANK}|(?:${BANK_OR_WORD})${LINK}`, 'iu');
const ACCOUNT_AFTER = new RegExp(`${ACCOUNT}|${TRANSFER}|${BANK}|^\\s?(?:${BANK_OR_WORD})(?=\\s|$)`, 'iu');
const ACCOUNT_NAMED = new RegExp(`(?:${ACCOUNT}|${BANK}|${BANK_OR_WORD})\\]?\\s?(?:번호)?${LINK}`, 'iu');
const CARD = /카드|신용|체크|결제|아멕스|다이너스|(?<![a-z])(?:card|visa|amex|master|jcb)/iu;
const PASSPORT = /여권|passport/iu;
const LICENCE = /면허|licen[cs]e/iu;
const RESIDENT = /주민\s?(?:등록)?\s?번호|주민등록|주번|민번|외국인\s?등록|거소\s?신고|resident|rrn/iu;
const FOREIGNER = /외국인|거소|foreigner|alien/iu;
const RESIDENT_BACK = /(?:주민|민번|등록번호|앞자리|생년월일)[^\d]{0,20}(?:뒷|뒤)[^\d]{0,12}$/u;
const PHONE = new RegExp(
  `(?:전화|연락처|휴대폰|핸드폰|휴대전화|폰|(?<![a-z])(?:tel|phone|mobile|hp|h\\.p|cell))\\]?\\s?(?:번호)?\\]?\\.?${LINK}`,
  'iu',
);
const MAIL = /메일|e-?mail|연락|주소|contact/iu;

/** Numbers that are no one's: what names them stands directly before. */
const OTHER_NUMBER = new RegExp(
  '(?:(?:주문|접수|승인|거래|등기|일련|예약|문서|관리|상품|제품|쿠폰|상품권|조회|민원|계약|모델|우편|납부|고지|영수증|티켓|' +
    '인증|참조|추적|고객|회원|사업자\\s?(?:등록)?|법인\\s?(?:등록)?|배송|택배|운송장|송장|사건|발급|확인|신고|처리|비밀|고유|품목|물품|' +
    '증권|보험|오류|에러|시리얼|바코드|버전|빌드)\\s?(?:번호|코드|넘버|no\\.?|number|id)' +
    '|운송장|송장|시리얼|바코드|오류|에러|버전|빌드|비밀번호|비번|암호|사업자|법인' +
    '|(?<![a-z])(?:otp|pin|order|serial|invoice|tracking|ref|reference|error|code|version|ver|build|ticket|s\\/?n|imei|isbn|id)(?:\\s?(?:no\\.?|number|code))?)' +
    LINK,
  'iu',
);
const CORPORATION = new RegExp(`법인\\s?(?:등록)?\\s?(?:번호)?${LINK}`, 'u');
const BUSINESS = /사업자/u;

const UNIT_AFTER = /^\s?(?:원(?!래|본|장|금)|달러|유로|위안|won|krw|usd|%|포인트)/iu;
const UNIT_BEFORE = /(?:[₩$€¥]|krw|usd)\s?$/iu;

const near = (words: RegExp, { before, after }: Around) => words.test(before) || words.test(after);

export const saysAccount = (around: Around) =>
  ACCOUNT_NEAR.test(around.before) || ACCOUNT_AFTER.test(around.after);
/** "계좌번호는 …", "국민은행 …": the number itself is named, not only banking spoken of. */
export const namesAccount = ({ before }: Around) => ACCOUNT_NAMED.test(before);
export const saysCard = (around: Around) => near(CARD, around);
export const saysPassport = (around: Around) => near(PASSPORT, around);
export const saysLicence = (around: Around) => near(LICENCE, around);
export const saysResident = (around: Around) => near(RESIDENT, around);
export const saysForeigner = (around: Around) => near(FOREIGNER, around);
export const namesResidentBack = ({ before }: Around) => RESIDENT_BACK.test(before);
export const namesPhone = ({ before }: Around) => PHONE.test(before);
export const saysMail = ({ before }: Around) => MAIL.test(before);
export const namesOther = ({ before }: Around) => OTHER_NUMBER.test(before);
export const namesCorporation = ({ before }: Around) => CORPORATION.test(before);
export const saysBusiness = ({ before }: Around) => BUSINESS.test(before);
export const isAmount = ({ before, after }: Around) => UNIT_AFTER.test(after) || UNIT_BEFORE.test(before);
/** Whether a letter stands directly before: part of a code (ABC-1234-…). */
export const endsWithLetter = ({ before }: Around) => /[a-z][-_]?$/iu.test(before);
