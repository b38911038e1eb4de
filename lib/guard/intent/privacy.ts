import { HOW_MUCH, PARTICLES, TELL } from './asking';
import type { Normal } from './normal';

const RELATIVE =
  '(남편|신랑|아내|와이프|마누라|집사람|배우자|영감|여친|남친|여자친구|남자친구|애인|엄마|어머니|어머님|아빠|아버지|아버님|부모님|시어머니|시아버지|장모님?|장인어른|며느리|사위|아들|딸|손자|손녀|누나|언니|오빠|동생|할머니|할아버지|이모|삼촌|고모|조카|사촌|친구|동료|사장님?(?!대출)|대표님|상사|팀장님?|집주인|세입자)';
const STRANGER =
  '((다른|딴)(고객|사람|손님|회원|이용자)|타인|남|고객들?|옆집사람|(그|저|이|어떤)사람|상대방|(받은|보낸)사람|연예인|직원|지점장|은행장)(님)?(들)?';
const SECRET =
  '((계좌|통장|카드|대출|예금|적금)?(잔액|잔고|내역|번호|비밀번호|비번|사용내역|거래내역|금액|현황)|(계좌|개인|고객|신용|대출)?정보|빚|신용점수|신용등급|(개인)?(전화|휴대폰|핸드폰|개인휴대폰)번호|연락처|주소|주민(등록)?번호|연봉|월급|재산|생년월일|명단|목록|리스트)';
const HOLDING = '(계좌|통장|예금|적금|카드|대출)';
const ANY = `(${SECRET}|${HOLDING})`;
const LOOK = '(볼수|보는|봐|조회|확인|알아|열|빼|들여다)';

const KOREAN = [
  `(${RELATIVE}|${STRANGER})(의|네|꺼|거)?${SECRET}${PARTICLES}(${TELL}|${HOW_MUCH}|얼마나?(받|버)(는지|나요?$|니$|아요?$))`,
  `(${RELATIVE}|${STRANGER})(의|네|꺼|거)?${HOLDING}${PARTICLES}((조회|확인|열람)(좀)?(해|부탁)?(줘|주세요|주라|달라고?$|$)|보여(줘|주세요)|봐(줘|주)|(에|에는)?(돈)?얼마(나)?(있(어(?!야)|나|는지|지)|남|썼|들었))`,
  `${STRANGER}(의)?${ANY}${PARTICLES}(${LOOK}|알고싶|보고싶|알수|알려)`,
  `(${RELATIVE}|${STRANGER})[가-힣]{0,10}?${ANY}[가-힣]{0,4}?몰래${LOOK}`,
  `몰래(${RELATIVE}|${STRANGER})[가-힣]{0,4}?${ANY}[을를]?${LOOK}`,
  '(고객|회원)(들)?(의)?(명단|목록|리스트|개인정보|정보)(을|를|좀|전부|다)*(보내|보여|알려|뽑|출력|넘겨|내놔)',
  '(계좌|계좌번호|전화번호|번호|통장)(의)?(주인|명의자|소유자|임자)[이가은는]?(누구|누군|이름)',
].map((pattern) => new RegExp(pattern));

/** A way to do something is asked for, or the holder has died: the FAQ answers that. */
const HOW_TO =
  /방법|하는법|하려면|절차|서류|돌아가|사망|고인|상속|후견|위임|대리|달라는|달래|달라고하|달라고해/;

const SURNAME =
  '(?:김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|유|홍|전|고|문|손|양|배|백|허|남|심|노|하|곽|성|차|구|민)';
const GIVEN =
  '[가건경광국규길나남동라란림민미범병복봉빈상서석선섭성세소솔수순숙슬승시아애연영예옥용우욱운원유윤은의인일재정제종주준지진찬창채철춘태하학현형혜호화환훈희]';
const STRICTLY =
  '(잔액|잔고|거래내역|(계좌|전화|휴대폰|핸드폰|카드|주민|주민등록)번호|비밀번호|연락처|주소|주민번호|대출|재산|연봉)';
const NAMED = [
  `(?<![가-힣])${SURNAME}${GIVEN}{2} ?(이라는 사람|라는 사람)? ?(의 )?${STRICTLY}(이|가|은|는|을|를|좀)? ?(알려|보여|조회|확인|말해|뭐|얼마|가르쳐|찾아|$)`,
  `(?<![가-힣])${SURNAME}[가-힣]{1,3} ?(씨|님|고객님?|손님|회원님?)의? ?(계좌|통장|카드|대출|거래)? ?(잔액|잔고|내역|번호|비밀번호|전화번호|연락처|주소|주민번호|정보|대출|통장|계좌)(이|가|은|는|을|를|에|좀)? ?(좀|돈이|돈)? ?(알려|보여|조회|확인|말해|뭐|얼마|가르쳐|찾아|$)`,
].map((pattern) => new RegExp(pattern));
/** What we call the person in front of us. */
const NO_NAME = /^(고객|이용자|사용자|신규|주거래)/;

const ENGLISH = [
  /\b(another|other|different) (customers?|peoples?|persons?|users?|clients?)\b.{0,20}\b(balances?|accounts?|data|information|details|transactions?|numbers?)\b/,
  /\bmy (wife|husband|mother|father|mom|mum|dad|son|daughter|brother|sister|friend|boss|girlfriend|boyfriend|ex|neighbou?r|coworker)s? (account |card |bank )?(balance|transactions?|transaction history|statements?|pin|password|savings|salary)\b/,
  /\b(give|tell|show|find) me (?!ondam|the|this|today|its|your|my)[a-z]{2,}s (phone number|address|balance|password|account number|card number|transactions)\b/,
  /\blist of (all )?(your )?(customers|clients)\b/,
];

/** Whether a message wants to learn what is someone else's: only the holder may. */
export function wantsOthersData({ words, compact }: Normal): boolean {
  if (HOW_TO.test(compact)) return false;
  return (
    KOREAN.some((pattern) => pattern.test(compact)) ||
    NAMED.some((pattern) => pattern.test(words) && !NO_NAME.test(words)) ||
    ENGLISH.some((pattern) => pattern.test(words))
  );
}
