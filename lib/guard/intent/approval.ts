import type { Normal } from './normal';

const LOAN = '(대출|마통|마이너스통장|전세자금|주담대|융자|신용카드|카드발급|카드|심사|승인|한도|금리)';
const SURELY = '(무조건|100%|백프로|백퍼센?트?|확실(히|하게|한)?|틀림없이|당연히)';
const WORKS = '((?<!야)(되|돼|된)|나오|나와|나올|통과|승인|가능|받을수있)';
/** A statement that wants to be agreed with. */
const AGREE = '(하)?(죠|지요|지$|는거(죠|지|맞|야$|예요|에요)|는것(맞|이죠)|겠죠|겠지|나요?$|요?$|ㄴ다)';

const KOREAN = [
  `${LOAN}[가-힣0-9%]{0,16}?(된다|온다|준다|한다|하다|하겠다|된다는|나온다는)(고|는)?(확답|약속|보장|장담|말해|대답해|답해|써)(을|를|좀)?(해|줘|주(세|시)|하(라|세)|할수있|$)`,
  `${LOAN}[가-힣0-9%]{0,14}?(확답|약속|장담|보장|확정)[을를]?(좀)?(해(줘|주(세|시|라)|달|라|$)|하(라|세요)|할수있|부탁|줘)`,
  `(대출|심사|승인|발급|카드)[가-힣0-9%]{0,8}?${SURELY}[가-힣]{0,4}?${WORKS}${AGREE}`,
  `(대출|심사|승인|발급|카드)[가-힣0-9%]{0,8}?(승인|통과|되는거|나오는거)[이가은는]?(확실|100%|틀림없)(하|한)?(죠|지|나|가|거)`,
  `^(저|나|제가|내가|그럼|이거|진짜|정말|그냥)*${SURELY}(대출|승인|통과)?${WORKS}${AGREE}`,
  '대출(은|이|도|진짜|정말)*(되|나오|나올거|받을수있|가능하|승인되)(죠|지요|지$|겠죠|겠지|는거(죠|지|맞|야$|예요))',
  `(대출|심사|카드|한도)[가-힣]{0,6}?(승인|통과)[을를]?(좀)?(시켜|내|해)(줘(?!도)|주(세|시|십|라)|달라고?$|라$)`,
  '(승인|통과|대출될|대출나올)(될|날)?(확률|가능성|률)[이은는]?(얼마|몇|높|어느|있|알려|좀|$)',
  '(대출|심사|카드)[가-힣]{0,8}?(승인|통과)[이은]?(될까|날까|나올까|할까|하겠|되겠)',
].map((pattern) => new RegExp(pattern));

const ENGLISH = [
  /\b(promise|guarantee|assure|confirm)\b.{0,30}\b(loan|approv\w*|credit card|mortgage)\b/,
  /\b(will|is|am|can|would) (i|my|we)\b.{0,25}\b(be |get )?approved\b|\bapprove my (loan|card|mortgage|application)\b|\b(chance|odds)\b.{0,20}\bapprov/,
];

/** Whether a message wants to be told that a loan or a card will be granted. */
export function wantsApproval({ words, compact }: Normal): boolean {
  return KOREAN.some((pattern) => pattern.test(compact)) || ENGLISH.some((pattern) => pattern.test(words));
}
