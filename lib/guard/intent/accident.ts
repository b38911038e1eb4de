import type { Normal } from './normal';

export type AccidentTopic = 'phishing' | 'lost-card' | 'stolen' | 'account-misuse';

/** What a thief can use: the bank's cards and devices, and what they are carried in. */
const BELONGINGS =
  '(카드|통장|지갑|otp|오티피|보안카드|인증서|도장|인감|신분증|민증|주민증|주민등록증|면허증|여권|가방|핸드백|휴대폰|핸드폰|휴대전화|스마트폰|폰|수표|usb)';
/** After a verb: it has not happened, or is over. */
const NOT_NOW = '(?!을?때|으면|다면|을경우|을까|거나|던|다가찾|다찾)';
const LOST = `(잃어버렸|잃어버려(서|요|$)|잃어버린것|잃어버림|잃어먹|분실했|분실햇|분실함|분실하였|분실한것|분실이요|없어졌|없어진것|사라졌|흘렸|흘린것|두고(내|왔|나왔)|놓고(내|왔|나왔)|안보여|안보이|보이지않|못찾겠|찾을수가없|빠뜨렸|어디(다|에)?뒀는지)${NOT_NOW}`;
const TOOK =
  '(훔쳐|훔쳤|도둑맞았|도둑맞은것|도난당했|도난당한것|소매치기당|털렸|날치기|빼앗겼|뺏겼|들고튀|가져갔)';
const FELL = `(당했|당함|당햇|당한(것|거|듯)|당하신|당하셨|당해(서|요|버|$)|당한상태|인것같|같아|였어|였는데|였습|이었)${NOT_NOW}`;
const GAVE =
  '(보냈|보내(버렸|줬|드렸)|송금했|송금햇|이체했|이체햇|부쳤|입금했|입금햇|넘겼|넘겨줬|알려줬|알려드렸|불러줬|불러드렸|입력했|입력해버렸|입력햇|넣어버렸|적어버렸|줘버렸|털렸|뺏겼|날렸)';
const SECRET = '(비밀번호|비번|otp|오티피|보안카드|카드번호|인증번호|계좌번호|주민번호|신분증|개인정보|번호)';
const NOT_MINE =
  '((내가|제가|나는|저는|난|전)?((?<!동|래)안(한|쓴|보낸|긁은|받은|산)|하지도?않은|쓰지도?않은|사용하지않은)|(?<!을|를)모르는(?!데|분|사람))';
const MOVED = '(결제|이체|출금|송금|인출|승인|대출|로그인|개통|출금이)';

const REPORTS: [AccidentTopic, RegExp][] = (
  [
    [
      'phishing',
      `(피싱|스미싱|사기|스캠|심스와핑|리딩방)(를|을|에|범에게|꾼한테|꾼에게)?(이미|방금|지금)?${FELL}`,
    ],
    [
      'phishing',
      `(속아서|속아|사기꾼(한테|에게)|사기계좌로|피싱범(한테|에게)|시키는대로)[가-힣]{0,12}?${GAVE}`,
    ],
    [
      'phishing',
      `(검찰|검사|경찰|금감원|금융감독원|은행직원|딸|아들|엄마|자녀|가족|친구)(이?라고|이?라는|이?라며|이?라면서|사칭)[가-힣]{0,20}?${GAVE}`,
    ],
    [
      'phishing',
      `(문자|링크|주소|url|청첩장|부고|택배)[가-힣]{0,8}?(눌렀|눌럿|눌러버|클릭했|클릭햇|클릭해버|열었)[가-힣]{0,20}`,
    ],
    [
      'phishing',
      `(악성|원격|이상한|모르는|수상한)(제어|조종)?(앱|어플|프로그램)[이을를가]?(깔렸|깔았|깔린|설치했|설치됐|설치됨|설치된)`,
    ],
    ['phishing', `(가짜|피싱)(은행)?(사이트|홈페이지|페이지|앱)[가-힣]{0,4}?${SECRET}[가-힣]{0,12}?${GAVE}`],
    [
      'phishing',
      `${SECRET}(를|을)?[가-힣]{0,6}?(전화로|문자로|카톡으로)?(불러|알려|보내|찍어보내)(줬|버렸|드렸)`,
    ],
    ['stolen', `${BELONGINGS}[가-힣]{0,14}?${TOOK}`],
    ['stolen', `^(소매치기|도둑|강도|날치기)(를|을|한테|에게)?(당했|맞았|털렸)`],
    ['account-misuse', `${NOT_MINE}[가-힣]{0,3}?(카드)?${MOVED}`],
    [
      'account-misuse',
      `(나도|저도|본인도)모르게[가-힣]{0,8}?(빠져나갔|나갔|결제됐|이체됐|출금됐|개통됐|대출이|만들어졌어)`,
    ],
    [
      'account-misuse',
      `(쓴적(이|도)?없는?|한적(이|도)?없는|(나는|저는|내가|제가)?안(썼|쓴|했|보냈|보낸|긁었))[가-힣]{0,10}?(결제|돈이|이체|출금|카드|승인|대출)`,
    ],
    [
      'account-misuse',
      `(결제|이체|출금|승인|대출|로그인|돈이)[가-힣]{0,8}?(됐|되었|되어|나갔|떴|찍혔|왔|있는데)[가-힣]{0,8}?((쓴|한|산|긁은|받은)적(이|도)?없|(나는|저는|내가|제가|전|난)?(안썼|안했|하지않았|쓰지않았))`,
    ],
    [
      'account-misuse',
      `(누가|누군가|모르는사람이|남이)(내|제|나의)?(카드|계좌|통장|명의|이름|인증서|온담앱|앱|폰)[가-힣]{0,6}?(썼|쓴것|사용했|사용한것|빼갔|빼간|대출을?받았|만들었|들어온것|접속했|로그인했|결제했|이체했|출금했)`,
    ],
    [
      'account-misuse',
      `(해킹|명의도용|도용|복제|유출)(을|를|이)?(당했|당한것|당해서|됐어|됐습|된것같|되었)${NOT_NOW}`,
    ],
    [
      'account-misuse',
      `^(?!.*(두번|이중|중복|실패|오류|자동이체|수수료))[가-힣0-9]*?(돈|잔액|예금)(이|들이)?[가-힣]{0,6}?(빠져나갔|빠져나가고|없어졌|사라졌|인출됐)[가-힣]{0,12}?(모르|해킹|도둑|안했|$)`,
    ],
    ['lost-card', `${BELONGINGS}[가-힣]{0,14}?${LOST}`],
    ['lost-card', `^(체크|신용|내|제|온담)*${BELONGINGS}(을|를|이)?(분실|잃어버림)(요|이요|신고요|함)?$`],
  ] as [AccidentTopic, string][]
).map(([topic, pattern]) => [topic, new RegExp(pattern)]);

/** Over, or about something that no thief can use. */
const OVER = /새로(개통|신청|발급받|받았)|다시찾았|되찾았|열쇠|고지서|비밀번호를?잃어|아이디를?잃어/;

const ENGLISH_REPORTS: [AccidentTopic, RegExp][] = [
  [
    'phishing',
    /\b(i|my \w+|we) (was|were|got|have been|ve been|been|just got|think i was) (scammed|phished|tricked|defrauded)\b/,
  ],
  [
    'phishing',
    /\bi (just )?(clicked|sent|transferred|gave|typed|entered)\b.{0,40}\b(phishing|scam|scammer|fake|fraud)/,
  ],
  [
    'stolen',
    /\b(someone|somebody|they|he|a thief) (just )?(stole|robbed|took)\b.{0,15}\b(card|wallet|bag|phone|passbook|me)\b/,
  ],
  ['stolen', /\bmy (card|wallet|bag|phone|passbook|purse) (was|got|has been|is) stolen\b/],
  [
    'account-misuse',
    /\b(someone|somebody) (has |is |just )?(used|using|accessed|hacked|logged)\b.{0,20}\b(card|account|name|app)\b/,
  ],
  [
    'account-misuse',
    /\b(payment|charge|transfer|transaction|withdrawal|login)s?\b.{0,15}\b(i|that i) (did not|didnt|never)\b/,
  ],
  ['account-misuse', /\bmy (account|card) (was|got|has been|is) (hacked|used|charged)\b/],
  [
    'lost-card',
    /\bi (just |have |ve )?(lost|cant find|misplaced) my (\w+ )?(card|wallet|bag|phone|passbook|purse|otp|id)\b/,
  ],
  ['lost-card', /\bmy (\w+ )?(card|wallet|bag|phone|passbook|purse|otp|id) is (missing|lost|gone)\b/],
];

/** The accident a message reports as having happened. */
export function reportedAccident({ words, compact }: Normal): AccidentTopic | undefined {
  const english = ENGLISH_REPORTS.find(([, pattern]) => pattern.test(words));
  if (english) return english[0];
  if (OVER.test(compact)) return undefined;
  return REPORTS.find(([, pattern]) => pattern.test(compact))?.[0];
}

const SUBJECTS: [AccidentTopic, RegExp][] = [
  [
    'phishing',
    /피싱|스미싱|사기(?!간|준|록|업|관)|스캠|악성앱|안전계좌|사칭|대포통장|리딩방|phishing|scam|fraud/,
  ],
  ['stolen', /도둑|도난|소매치기|훔[쳐치]|stolen|stole|theft/],
  ['account-misuse', /명의도용|해킹|무단(이체|결제|출금)|유출|심스와핑|hacked/],
  [
    'lost-card',
    new RegExp(`${BELONGINGS}[가-힣]{0,6}?(분실|잃어)|분실신고|\\b(lost|lose)\\b.{0,12}\\b(card|wallet)`),
  ],
];

/** The accident a question is about, whether or not it has happened. */
export function accidentSubject({ words, compact }: Normal): AccidentTopic | undefined {
  return SUBJECTS.find(([, pattern]) => pattern.test(compact) || pattern.test(words))?.[0];
}
