import type { Normal } from './normal';

export type SmalltalkTopic = 'greeting' | 'thanks' | 'bye' | 'who-are-you' | 'ok';

const POLITE = '(요|용|여|염|욤|유)?';
const YOU = '(너는?|넌|니는?|네가|당신은?|그쪽은?|온담은?|온담이는?|지금|혹시|여기는?){0,3}';
const BOT = '(ai|에이아이|인공지능|로봇|챗봇|봇|기계|컴퓨터|사람|인간|직원|상담원|gpt|챗gpt|챗지피티|지피티)';

/** What people say around a question. A message made of nothing else has the topic of its first row here. */
const PHRASES: [SmalltalkTopic, string[]][] = [
  [
    'who-are-you',
    [
      `${YOU}(누구|누구니|뉘)(야|니|냐|세요|신가요|십니까|예요|에요|시죠|시오|요)?`,
      `${YOU}(이름|성함|나이)(이|은)?(뭐|무엇|몇살|어떻게)(야|니|예요|에요|이에요|인가요|입니까|이야|되세요|되나요)?`,
      `${YOU}자기소개(좀)?(해|부탁)?(줘|주세요|봐|해요|드려요|드립니다)?`,
      `${YOU}(진짜|정말)?${BOT}(이야|야|이에요|예요|에요|인가요|이니|니|이냐|냐|이지|지|맞아|맞아요|맞죠|맞나요|이신가요|이세요|세요|입니까|인거야|인가|아니야|아니에요)`,
      `${YOU}(뭐|무엇|뭘|무얼|어떤일|어떤걸|어떤것)(을|를)?(도와|해|할|물어|물어봐|알려)(줄|주|볼)?(수)?(있|줘|주나|아는)?(어|나|니|는데|죠|습니까|을까|으세)?(요)?`,
      `${YOU}(뭐|무엇)(하는|를하는|하시는)(거야|애야|건가요|곳이야|곳이에요|봇이야|분이세요|챗봇이야)`,
      `온담(이|은)?(뭐|누구|뭔데|무엇)(야|예요|에요|인가요|입니까)?|${YOU}(뭐|뭔|뭐하는애)(니|냐|야)`,
      `${YOU}(할줄아는|할수있는|도와줄수있는)(거|게|것|건|일)(이|은)?(뭐|뭔|무엇)(야|예요|에요|요|니|인가요|입니까)`,
      '사용법(좀)?(알려줘|알려주세요)?|도움말|기능이뭐야|메뉴(좀)?보여줘',
      'whoareyou|whatareyou|areyoua?(bot|human|robot|ai|person|real)(person)?|whatcanyoudo(forme)?|whatsyourname|whatisyourname|help',
    ],
  ],
  [
    'bye',
    [
      '안녕히(계세요|계셔요|계십시오|가세요)|수고(하세요|하십시오|하셔요|하시고요?|해요|해)|잘(있어|있어라|가|가요|지내|지내요|자|자요)',
      '(이만|그만|이제|먼저)(갈게|가볼게|가보겠습니다|끊을게|끝낼게|마칠게|나갈게|들어갈게|할게|할래)요?|바이+|빠이+|굿바이|ㅂㅂ|ㅂㅇ|들어가세요',
      '(다음|나중)에(또|다시){0,3}(올게|봐|봬|뵈|뵐게|물어볼게|연락할게)요?|또(올게|봐|봬|물어볼게)요?|내일봐요?',
      '(더|이제|다른|또|더는|더이상){0,3}(물어볼|궁금한|질문할|필요한)?(거|건|게|것|건더)(은|이)?(없어|없습니다|없네|없음|없다)요?|(더)?(질문|용건)(은|이)?없(어요|습니다|어|음)',
      '(상담|대화|채팅)(을)?(그만|종료|끝|마칠)(할게|할래|하겠습니다|해|낼게|게)?요?|끝낼게요?|종료|이제됐어요?|됐습니다|좋은(하루|저녁|밤|주말)(되세요|보내세요|보내요|돼)?',
      'bye+|goodbye|byebye|see(you|ya|u)(later|soon|tomorrow)?|haveaniceday|goodnight|cya|thatsall',
    ],
  ],
  [
    'thanks',
    [
      '(정말|진짜|너무|참|아주|대단히|무척|매우){0,3}(감사|고맙|고마|ㄱㅅ|ㄳ|캄사|감솨)(합니다|해요|해|드려요|드립니다|했어요|했습니다|습니다|워|워요|워라|웠어요|함|하네요|하오|하구먼|네|네요|인사드려요|ㄳ|ㄱㅅ){0,3}',
      '땡큐|쌩유|탱큐|덕분(이에요|입니다|에요)|(큰|많은|정말|많이){0,3}도움(이)?(많이|정말|크게){0,3}(됐어|되었어|됐습니다|되었습니다|됐네|됩니다|돼|되네)(요)?',
      '(덕분에|덕택에)?(잘|금방|바로|다){0,3}(해결|처리)(했어|됐어|되었어|했습니다|됐습니다|됐네)(요)?|덕분에(살았|알았|편했)(어|어요|습니다)',
      `(정말|진짜|너무|참|아주|설명|온담){0,3}(친절|최고|똑똑|훌륭|대단|착하|잘하|멋지|좋아)(하시|하|해|야|이야|예요|에요|네|네요|다|시네|시네요|십니다|하네요|합니다|시군요){0,3}${POLITE}`,
      'thank(s|you|u){0,3}(alot|somuch|verymuch|again|foryourhelp)?|thx|ty|appreciate(it)?|great|awesome|perfect',
    ],
  ],
  [
    'greeting',
    [
      '안녕(하세요|하십니까|하신가요|하셔요|하신지요|하시죠|ㅎㅏ)?|안뇽|안냥|안녕하세|하이|헬로우?|할로|ㅎㅇ|방가|반가워|반갑습니다|반가워요|반갑네요?|처음(뵙겠습니다|왔어요|봬요|이에요)',
      '좋은(아침|오후|저녁|밤)(이에요|입니다|이야|이네요)?|굿모닝|(저기|여기)(요|여)|여보세요|(거기)?(누구)?(계세요|계신가요|있어요|있나요)|수고(많으십니다|많으세요|하십니다|많으시네요)|실례합니다',
      '(오늘|요즘)?(잘지냈|잘지내)(어|니|나|세요|시죠|셨어요)(요)?|(늦은시간에|바쁘신데)?(죄송해요|죄송합니다|실례해요)|온담아?',
      'hi|hello|hey|hithere|hellothere|good(morning|afternoon|evening)|greetings|howareyou(doing)?',
    ],
  ],
  [
    'ok',
    [
      '네|넵|넹|넴|네에|예|옙|옛|응|엉|어|웅|ㅇㅇ|ㅇㅋ|ㅇㅋㅇㅋ|ㅇ|오케이?|오키|오케바리|확인(했어|했습니다|이요|함)?(요)?',
      '(잘|다|이제)?(알겠|알았|이해했|이해됐|이해)(습니다|어|어요|네|네요|음|다|슴다|소|구먼|군요|고요)(요)?|그렇(군|구나|군요|네|네요|구먼|겠네요)|그래(요|라|구나)?|그런(가봐|거군|거구나)요?',
      '(아니|아뇨|아니요|아니에요|아니오|괜찮아|괜찮습니다|됐어|됐네)(요)?|좋아(요)?|좋습니다|굿|맞아(요)?|맞습니다',
      'ok(ay)?|yes|yeah|yep|sure|alright|gotit|isee|understood|no|nope|fine|good',
    ],
  ],
];
const FILLER =
  '아하|아이고|오오?|음+|아|와|우와|에고|저|그|그럼|자|네네|ㅋ+|ㅎ+|ㅠ+|ㅜ+|ㅎㅎ|ㅋㅋ|온담아?|정말|진짜|너무|please|so|oh|well|very|much|알려(주셔서|줘서)|도와(주셔서|줘서)|친절하게|자세히|빠른답변|답변|설명|해주셔서|잘봤습니다|잘들었습니다|잘|오늘|항상|많이|다들|여러가지로|모두|에게|님|선생님|상담사님|상담원님';
const TOPICS = PHRASES.map(([topic, phrases]) => ({
  topic,
  somewhere: new RegExp(`(${phrases.join('|')})`),
}));
const PHRASE = new RegExp(`^(?:${PHRASES.flatMap(([, phrases]) => phrases).join('|')}|${FILLER})$`);
/** A longer message says something. */
const LONGEST = 40;

/**
 * Whether a message is a row of phrases. Place by place, from where a phrase may end: as one pattern with a repetition
 * it would try every way to cut "정말진짜정말…", of which there are exponentially many.
 */
function isNothingElse(compact: string): boolean {
  const ends = [0];
  for (let end = 1; end <= compact.length; end++) {
    if (ends.some((start) => PHRASE.test(compact.slice(start, end)))) ends.push(end);
  }
  return compact !== '' && ends.includes(compact.length);
}

/** The topic of a message that is nothing but small talk. */
export function smalltalkTopic({ compact }: Normal): SmalltalkTopic | undefined {
  if (compact.length > LONGEST || !isNothingElse(compact)) return undefined;
  return TOPICS.find(({ somewhere }) => somewhere.test(compact))?.topic;
}
