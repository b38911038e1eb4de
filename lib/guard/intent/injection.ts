import type { Normal } from './normal';

/** Markers of a conversation's own format, which a customer has no reason to type. */
const TAGS = [
  /<\|[a-z_ ]{2,20}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(system|assistant|instructions?|prompt)>/i,
  /["']role["']\s*:\s*["'](system|assistant)["']/i,
  /^\s*(#+\s*|\[)?(system|assistant|시스템)\]?\s*(message|prompt|메시지)?\s*:/im,
];

/** Commands to a database, a shell or a browser. */
const CODE =
  /\b(drop|truncate)\s+table\b|\bunion\s+select\b|\bselect\s+.{1,40}\sfrom\s|'\s*or\s+'?1'?\s*=|<script|\brm\s+-rf\b/i;

const PAYLOAD = /(?=\S*[a-z])(?=\S*[A-Z])[A-Za-z0-9+/_-]{20,}={0,2}/;
const DECODE = /디코드|디코딩|해독|복호화|풀어서|해석해|decode|base64/;

const ORDERS = '(지시|명령|규칙|지침|프롬프트|가이드라인)(사항|문구?|어|들)*';
const ALL_OF_IT = '(모두|모조리|전부|다|싹|완전히|절대|더이상|이제|따위)*';
const DROP_IT =
  '(잊(고|어줘|어라|어버려|으)|무시(하고|해(?!도)|하라|하세)|버리고|따르지(말|마)|어기|벗어나|초기화)';

const KOREAN = [
  // The orders given before are to be dropped.
  `(이전|지금까지|여태|앞|위|기존|원래|받은|처음|너의|모든|아까)[가-힣]{0,10}?${ORDERS}[은는을를도]?${ALL_OF_IT}${DROP_IT}`,
  `${ORDERS}[은는을를도]?${ALL_OF_IT}(무시(하고|해(?!도)|하라)|잊고|따르지(말|마)|버리고)`,
  `(이전|지금까지|여태|앞|위|아까)[가-힣]{0,6}?(내용|말|대화|얘기|이야기|것|건|거)[은는을를도]?${ALL_OF_IT}(잊(고|어줘|어라|어버려|어버리)|무시(하고|해(?!도)|하라))`,
  // They are to be shown.
  '(프롬프트|(숨겨진|숨은|비밀|초기|내부)(지침|지시|명령|설정|규칙)|시스템(지침|지시|명령|메시지))[가-힣]{0,12}?(보여|출력|알려|말해|공개|복사|붙여|요약|번역|뭐|무엇|그대로|적어|내놔)',
  '((너|당신|챗봇|ai)(의|한테|에게)|네가|니가|당신이)[가-힣]{0,8}?(지시|규칙|지침|명령|설정|프롬프트|학습데이터)[가-힣]{0,14}?(보여|출력|알려|말해|공개|복사|요약|뭐|무엇|뭔|나열|적어)',
  '(그대로|똑같이)(출력|복사|반복|복창|따라(하|말하|쓰))(해줘|해라|해봐|하라|하시오|해$|해서붙여)',
  '(위|앞)(의|에있는)?(글|문장|텍스트|말|내용|단어)[가-힣]{0,8}(반복|출력|복창)(해줘|해라|해봐|하라|해$)',
  // Another part is to be played.
  '(이제부터|지금부터|앞으로|오늘부터)(너|넌|네가|니가|당신)[가-힣a-z0-9]{1,20}?((?<!거|건)야|처럼|인척|역할|말해|대답해|답해|행동|되어|돼)',
  '(너는?|넌|네가|니가|당신은?)(이제부터|지금부터|앞으로|오늘부터|이젠|이제는|더이상)[가-힣a-z0-9]{1,20}?((?<!거|건)야|처럼|인척|역할|말해|대답|답해|행동|되어|돼)',
  '(처럼|인척|는척|듯이|흉내내며|말투로)(말해|대답해|답해|답변해|행동해?|굴어|연기해)(줘|라|봐|주|$)',
  '(역할극|롤플레이|상황극|역할놀이)',
  '(규칙|제한|제약|검열|필터|윤리|안전장치)[이가은는을를]?(없이|없는|무시하고|풀고|해제하고|끄고|벗고)[가-힣a-z]{0,5}?(답|말(해|하)|행동|ai|챗봇)',
  '(개발자|관리자|디버그|디버깅|탈옥|무제한|무검열|루트|dan)모드(로|를|을)?(들어가|진입|전환|바꿔(줘|라|$)|켜(줘|라|$)|활성|시작|실행|작동|대답|답)|^(개발자|관리자|탈옥|dan)모드$',
  '(관리자|루트|개발자|운영자)권한(으로|로)(실행|대답|답|명령)',
  '(개발자|은행장|행장|운영자|관리자|제작자|만든사람|너의?주인)(인데|이다|이야|야|니까|이니까|로서|입니다|다)[가-힣]{0,16}?(명령|규칙|지시|프롬프트|시키는대로|복종|숨겨진|내부)',
  '욕(을|좀)?해(봐|줘|라)',
  // Words are put into its mouth.
  '[다라]고만(대답|답|말|출력|이야기|얘기|응답)(해(줘|라|주|봐|$)|하라|하세요$)',
  '(모든|앞으로|이제)[가-힣0-9%]{0,20}?[다라]고(대답|답|말|안내)해(줘|라|봐|주|$)',
  // What is the bank's own is to be handed out.
  '(데이터베이스|소스코드|환경변수|api키|서버(비밀번호|주소|계정|접속))[가-힣]{0,10}?(보여|출력|알려|덤프|공개|내놔|뭐|털)',
  '(직원(용|만보는)?|내부(용)?)(내부)?(매뉴얼|메뉴얼|화면|문서|메모|노트|지침|시스템)[가-힣]{0,10}?(보여|출력|알려|공개|내놔|뭐)',
  '(거꾸로|역순|뒤집어|rot13|모스부호|아스키|16진수)[가-힣]{0,10}(읽|해독|풀|변환)[가-힣]{0,10}(따라|시키|실행|대로)',
].map((pattern) => new RegExp(pattern));

const ENGLISH = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,30}\b(instructions?|rules?|prompts?|guidelines?|directions?|everything|above|filters?)\b/,
  /\b(reveal|show|print|repeat|output|tell|give|display|leak|write|what (is|are)|whats)\b.{0,25}\b((system|initial|hidden|original|secret) (prompt|instructions?|message|rules)|your (prompt|instructions|guidelines))\b/,
  /\b(repeat|print|output|copy)\b.{0,20}\b(words|text|everything|sentences?|messages?)\b.{0,12}\babove\b/,
  /\b(you are|youre) (now|no longer)\b|\bfrom now on (you|answer|act|speak|respond)\b/,
  /\b(pretend|imagine) (that )?(you|to be)\b|(^|\b(you|please|and|then|must|to) )(act|behave) (as|like)\b|\brole ?play\b/,
  /\b(enable|enter|activate|switch (to|into)|go (to|into)|start|unlock|engage|you are in)\b.{0,10}\b(developer|debug|god|jailbreak|dan|admin|unrestricted) mode\b/,
  /\bdo anything now\b|\b(answer|respond|ai|reply)\b.{0,10}\b(without|no) (any )?(rules|restrictions|filters|limits)\b/,
];
/** The same words typed without spaces, or with a mark between every two letters. */
const RUN_TOGETHER =
  /(ignore|disregard|forget|override)(all|any|of|the|your|my|these|previous|prior|above|earlier)*(instruction|rule|prompt|guideline|previous|above)|systemprompt|developermode$/;

/** Whether a message tries to give the assistant orders, a part to play, or to learn its own. */
export function isInjection({ raw, words, compact }: Normal): boolean {
  return (
    TAGS.some((tag) => tag.test(raw)) ||
    CODE.test(raw) ||
    (DECODE.test(compact) && PAYLOAD.test(raw)) ||
    KOREAN.some((pattern) => pattern.test(compact)) ||
    ENGLISH.some((pattern) => pattern.test(words)) ||
    RUN_TOGETHER.test(compact)
  );
}
