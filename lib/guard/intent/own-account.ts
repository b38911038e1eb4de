import { HOW_MUCH, PARTICLES, TELL } from './asking';
import type { Normal } from './normal';

const MINE = '(내|제|나의|저의|우리)(이름으로된|명의)?';
const WHICH =
  '(온담|은행|이번달|지난달|오늘|정기|자유|신용|체크|카드|통장|계좌|적금|예금|대출|청약|주거래|급여|남은|에|의)*';
const OWN =
  '(잔액|잔고|내역|거래내역|카드값|카드대금|청구금액|청구액|결제금액|결제예정금액|대출금?|빚|이자|만기일?|포인트|마일리지|캐시백|신용점수|신용등급|한도|비밀번호|비번|계좌번호|카드번호|적금|예금|통장|계좌|카드|환급금|연체금액|자동이체)';
const WHEN = '(이번달|지난달|저번달|올해|작년|어제|오늘|이번주|지난주)';
const STATE =
  '(어떻게(됐|되었|돼가|되가|되고있)|나왔(나|어|습니까|는지)|났(나|어|습니까|는지)|끝났(나|어|는지)|통과(됐|했)(나|어|는지)|승인(됐|났)(나|어|는지)|됐(나|는지)|진행상황|(지금)?어디까지(진행|됐|갔|왔))';
const AMOUNT = '(\\d[\\d만천백억]*|[일이삼사오육칠팔구십백천만억]{1,6})원';

const KOREAN = [
  `${MINE}${WHICH}${OWN}${PARTICLES}(${TELL}|${HOW_MUCH}|언제(야|예요|에요|인지알려|죠)|몇점)`,
  `^(안녕하세요|저기요|그럼|지금|현재|혹시)*(통장|계좌|카드|적금|예금|대출)?${WHEN}?(잔액|잔고|카드값|카드대금|결제금액|청구금액)${PARTICLES}(${TELL}|${HOW_MUCH})`,
  `(통장|계좌)에(지금|현재)?(돈이?)?얼마나?(있(어(?!야)|나|니|지|죠|습|는지(알려|봐|보여|말해|확인|조회))|남았)`,
  `대출(금|원금|잔액)?[이은]?얼마나?남았(어|나|는지|지|죠|습)`,
  `${WHEN}(에|에는)?(내가|제가|카드로|카드값)*(이)?얼마나?(썼|쓴|나왔|나갔|결제했)`,
  `${WHEN}(내가|제가)쓴(돈|금액|카드값)`,
  '(어제|오늘|방금|아까|그저께)[가-힣]{0,4}?(들어온|입금된)(돈|거)[가-힣]{0,3}?누가(보낸|보냈|넣은)',
  '(보낸|받은|쓴|나간)돈[가-힣]{0,4}?(다|모두|전부)?(더하면|합하면|합치면|합계|총액)[가-힣]{0,4}?얼마',
  `(대출|카드|계좌|한도|신청한|접수한|어제|제|내)[가-힣]{0,10}?(심사|결과|신청|접수|승인|발급)(결과)?[은는이가]?${STATE}`,
  '(월급|급여|환급금|보너스)(이|은)?(들어왔|입금됐)(어|나|는지)',
  `${AMOUNT}(만|을|좀|씩)?(보내|이체해|송금해|부쳐|입금해|쏴)(줘(?!도)|주세요|주라|라$)`,
  '(지금|바로|당장|대신|그냥)(바로)?(이체|송금|출금|결제)해(줘(?!도)|주세요|라$)',
].map((pattern) => new RegExp(pattern));

const ENGLISH = [
  /\b(whats|what is|what are|show( me)?|tell me|check|give me)\b.{0,10}\bmy (current |account |card |loan |recent )?(balance|transactions?|statement|pin|password|credit limit|due date|interest)\b/,
  /\bhow much\b.{0,20}\b(in|on|left on|do i owe on|did i spend)\b.{0,15}\b(my (account|card|loan)|this month|last month)\b/,
  /\b(did|has|was|is|were) my (loan|card|account|credit) ?(application|request|loan|review)?\b.{0,15}\b(approved|go through|gone through|accepted|rejected|status)\b|\bstatus of my\b.{0,15}\bapplication\b/,
  /\b(send|transfer|wire) (\d+|[a-z]+) ?(won|dollars|usd|krw)\b.{0,10}\bto\b/,
];

/** Whether a message asks about, or gives orders to, the customer's own account, which takes a log-in. */
export function isAboutOwnAccount({ words, compact }: Normal): boolean {
  return KOREAN.some((pattern) => pattern.test(compact)) || ENGLISH.some((pattern) => pattern.test(words));
}
