import type { Normal } from './normal';

const STAFF = '(상담원|상담사|상담직원|상담자|직원|은행원|행원|담당자|담당직원|책임자|매니저|관계자|사람)';
const WITH = '(을|를|이|하고|이랑|랑|과|와|한테|에게|으로|로|님|분|좀|직접|바로|지금|빨리|그냥|실제|진짜)*';

const KOREAN = [
  `^(그럼|그냥|네|저기요|안녕하세요|빨리|제발|야|아|좀)*(실제|진짜)?(상담원|상담사|상담직원|사람|직원)(님|이요|요|으로|좀|제발|원해요?|필요해요?|필요합니다|없어요?|없나요|계세요|계신가요|있나요|나와|나오라고해)*$`,
  `${STAFF}${WITH}(연결|바꿔|불러|통화(하고|할|해|좀|원|가능|부탁|$)|대화(하고|할|해)|얘기(하고|할|좀|해|나누)|이야기(하고|할|좀|해|나누)|말(하고싶|할래|하게해|하게|씀나누)|상담(하고싶|받고싶|할래|할수|해줘)|나와|나오라|나오세요|전화(하고싶|할래|연결|해줘|좀))`,
  '(챗봇|ai|에이아이|기계|로봇|봇|인공지능)(하고|이랑|랑|은|는)?말고[가-힣]{0,6}?(사람|직원|상담|진짜|인간)',
  '(상담|전화|사람|직원)(을|으로)?연결(을|좀|부탁|해|시켜)',
  '전화로?(좀)?(상담(하고싶|받고싶|할래|할수)|물어보고싶|물어볼래|얘기하고싶|이야기하고싶|통화하고싶|말하고싶)',
  '^(온담은행|온담|은행)?(고객센터|콜센터|상담센터|대표|상담|고객상담)?(전화)?번호(가|는|를|좀|이)?(뭐|몇번|알려|어떻게|어디|좀|있)?[가-힣]{0,5}$',
  '^(온담은행|온담|은행)?(고객센터|콜센터|상담센터)(에|로|는|가|요|좀|번호)?(전화|연결|연락처|몇번|어디|통화)?[가-힣]{0,8}$',
  '^은행에전화하려면',
];
/** Someone else than the bank's staff, the other side of a transfer, or what a call leaves behind. */
const OTHERS =
  /(받는|보내는|받은|보낸|다른|모르는|아는|그|이|두|본)사람|(퇴사|새|전)[가-힣]?직원|번호[를을]?(바꾸|변경|수정)|기록|녹음/;
const patterns = KOREAN.map((pattern) => new RegExp(pattern));

const ENGLISH = [
  /\b(talk|speak|chat|connect|transfer|get|put)\b.{0,20}\b(human|person|agent|representative|rep|operator|someone|staff|advisor|adviser|employee|teller)\b/,
  /\b(real|live|actual) (human|person|agent)\b|^(please )?(human|agent|operator|representative|customer (service|support|care))( please)?$/,
  /\b(customer (service|center|centre|support)|call (center|centre)|your) (phone )?number\b/,
];

/** Whether a message asks for a member of staff. */
export function wantsPerson({ words, compact }: Normal): boolean {
  return (
    (patterns.some((pattern) => pattern.test(compact)) && !OTHERS.test(compact)) ||
    ENGLISH.some((pattern) => pattern.test(words))
  );
}
