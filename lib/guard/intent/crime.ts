import type { Normal } from './normal';

const ACCOUNT = '(통장|계좌|체크카드|신용카드|카드|명의|유심|otp|오티피|공동인증서|공인인증서|인증서)';
const HIDE = '(안걸리|걸리지않|안들키|들키지않|모르|몰래|추적안되|추적이안되|추적되지않|추적못하|피해)';

const KOREAN = [
  `${ACCOUNT}(을|를|좀|하나|여러개|두개|몇개)*(팔아요|팔아봐|팝니다|팔고싶|팔래|팔려고|팔수있|팔면얼마|파는법|파는곳|판매(합니다|해요|하고|할)|삽니다|사요$|살게|사고싶|살수있|구해요|구합니다|구하고|구하는|매입|대여합니다|대여해드|빌려드|빌려줄게|임대)`,
  '(대포|차명)(통장|폰|계좌|유심)(을|를|하나|좀)*(구|사고|살|삽|파는|팔|팝|만드|만들|개설|필요|쓰고싶|있나|있어|어디)',
  `(자금|돈|검은돈|현금)세탁(을|좀)?(하는|할|하고|해줘|해주|하려|방법|어떻게|도와)`,
  '(탈세|조세포탈|조세회피|비자금)[가-힣]{0,4}?(하는|하고|하려|방법|법|어떻게|만드|만들|도와|좀)',
  '세금(을|은|도)?(한푼도|하나도|아예|전혀)?(안내고(?!지)|안내려|안내는(법|방법|꼼수|수)|안낼(수|방법)|떼먹|빼돌|내지않는(법|방법|꼼수))',
  `(국세청|세무서|나라|은행|경찰|정부|배우자|아내|남편|채권자)(에|에게|한테|의|이)?[가-힣]{0,4}?${HIDE}[고게도록]{1,2}[가-힣0-9]{0,8}?(현금|돈|재산|송금|빼|옮기|숨기|보내|찾|받|인출)`,
  `(현금|돈|송금|이체|계좌)[을를이]?[가-힣0-9]{0,8}?(추적|신고|보고|통보)(이|을|도)?(안되게|안되도록|피해서|피하는|피하려|되지않게|되지않도록)`,
  '(재산|돈|현금|자산)[을를]?(숨기|은닉|빼돌리)(는|려|고싶|려면|게)',
  '(가짜|허위|위조|짝퉁)(로|된|한)?(서류|신분증|여권|재직증명서|소득증명서?|급여명세서|증명서|잔고증명서?|통장|도장|지폐|계약서|인감)[으로을를]*(대출|만들|만드|구하|구할|구해|사고|내고|내면|제출|써|쓰)',
  '(서류|신분증|재직증명서|소득증명서|소득|증명서|잔고증명|계약서|급여명세서|등본|지폐|통장내역)[을를]?(위조(해|하는|하고|하려|할)|조작(해|하는|하고|하려|할)|꾸며(서|내)|부풀려)',
  '작업대출(하는|받고|받는|해줘|업체|어디|어떻게)|카드깡|폰깡|내구제대출|환치기',
  '(남의|타인|타인의|다른사람)(명의|이름|신분증|주민번호)(로|를|을)[가-힣]{0,4}?(대출|통장|계좌|카드|만드|만들|개설|가입)',
  '(남의|타인|친구|전여친|전남친|다른사람|상대방|은행)(의)?(계좌|통장|폰|카드|앱|비밀번호|서버|시스템)?[을를]?(해킹|뚫)(하는|하고|하려|할|해줘|는법|는방법|어줘|고싶|으려)|해킹(툴|방법알려|하는법|하는방법|해줘)',
  '(카드|신용카드|체크카드)(를|을)?복제(하는|하고|하려|할|기|해)',
  '(보이스피싱|피싱|스미싱|사기|보험사기)(문자|사이트|메일|대본|시나리오)?(를|을|좀|하나)*(치는|치고싶|치려|쳐서|하는법|하는방법|하고싶|쳐볼|써줘|써달라|만드는|만들어(줘|달|주))',
  '(도박|토토|카지노|바카라)(사이트|계좌|자금)?(에|을|를|로)?(입금|충전|환전|추천|하는법|하고싶|계좌알려|어디)',
  '(마약|필로폰|대마초?|총기|장기)(를|을)?(사|구하|구매|결제|팔|거래)',
].map((pattern) => new RegExp(pattern));

/** Told by someone who has been approached or harmed, or who asks whether it is allowed. */
const BYSTANDER =
  /당했|당한|피해|신고(하|할|방법|하려)|의심|속았|협박|문자[가이를]|전화[가를]|(라는데|다는데|라고해|라고하|래요|대요)|처벌|불법인|위험|해도(되|돼|될|괜찮)|빌려줬|때문/;

const ENGLISH = [
  /\blaunder(ing)? (the |some |my )?money\b|\bmoney laundering\b.{0,20}\b(how|help)\b|\bhow\b.{0,20}\bmoney laundering\b.{0,10}\bdo\b/,
  /\b(sell|buy|rent)(ing)? (my |a |your |some |other peoples? )?(bank |burner )?(accounts?|passbooks?|atm cards?)\b/,
  /\b(evade|dodge|cheat on|hide from) (my |the )?tax(es)?\b|\btax evasion\b.{0,15}\bhow\b/,
  /\b(fake|forge|forged|falsify|counterfeit) (a |an |my |some )?(bank statements?|documents?|payslips?|pay stubs?|ids?|passports?|money|bills|income)\b/,
  /\b(hack|break) into\b|\bhow (to|do i|can i) (hack|phish|scam|clone)\b|\bwrite (me )?a (phishing|scam)\b/,
];
const ENGLISH_BYSTANDER = /\b(i received|i got|is (this|it)|was scammed|report|victim)\b/;

/** Whether a message wants help with a crime, as its doer. */
export function wantsCrime({ words, compact }: Normal): boolean {
  return (
    (KOREAN.some((pattern) => pattern.test(compact)) && !BYSTANDER.test(compact)) ||
    (ENGLISH.some((pattern) => pattern.test(words)) && !ENGLISH_BYSTANDER.test(words))
  );
}
