import { words } from './staff';

/** What the bots say on messengers, beside the answers themselves. */
export const botWords = words(
  {
    greeting:
      '안녕하세요, 온담은행 AI 상담 온담이에요. 은행 일이 궁금하면 편하게 물어보세요. 답변은 AI가 만들며 틀릴 수 있어요.',
    suggestions: [
      '온담 정기예금 금리는 기간별로 얼마인가요?',
      '이체한도를 올리려면 어떻게 해야 하나요?',
      '카드를 잃어버렸어요',
    ],
    text_only: '지금은 글로 쓴 질문만 읽을 수 있어요.',
    writing: '답을 쓰고 있어요.',
    late: '답을 쓰는 데 시간이 조금 걸려요. 잠시 후 ‘답변 확인’을 눌러 주세요.',
    nothing_new: '아직 새로운 답이 없어요.',
    failed: '지금은 답할 수 없어요. 잠시 후 다시 물어봐 주세요. 급한 일은 1588-0000으로 전화해 주세요.',
    new_chat: '새 대화를 시작해요. 무엇이 궁금하세요?',
    passed: '상담원에게 전했어요.',
    waiting: '상담원에게 전했어요. 앞에 {ahead}명이 있어요.',
    next: '상담원에게 전했어요. 다음 차례예요.',
    sources: '근거',
    effective: '시행 {date}',
    masked: '개인정보({kinds})는 가리고 읽었어요.',
    buttons: {
      check: '답변 확인',
      more: '전체 보기',
      person: '상담원 연결',
      bot: '상담 끝내기',
      new: '새 대화',
      sources: '근거 보기',
      settings: '설정',
    },
    settings: '답변을 어떻게 쓸까요? 지금은 ‘{preset}’이에요. 말투만 달라지고 내용은 달라지지 않아요.',
    chosen: '‘{preset}’(으)로 답할게요.',
  },
  {
    greeting:
      'Hello, I am Ondam, Ondam Bank’s AI assistant. Ask anything about banking. An AI writes the answers, and may be wrong.',
    suggestions: [
      '온담 정기예금 금리는 기간별로 얼마인가요?',
      '이체한도를 올리려면 어떻게 해야 하나요?',
      '카드를 잃어버렸어요',
    ],
    text_only: 'I can only read questions in writing for now.',
    writing: 'Writing the answer.',
    late: 'This takes a moment. Press “Get the answer” shortly.',
    nothing_new: 'There is nothing new yet.',
    failed: 'I cannot answer right now. Please ask again later; for anything urgent, call 1588-0000.',
    new_chat: 'A new conversation begins. What would you like to know?',
    passed: 'Passed on to the agent.',
    waiting: 'Passed on to our agents. {ahead} ahead of you.',
    next: 'Passed on to our agents. You are next.',
    sources: 'Sources',
    effective: 'in force since {date}',
    masked: 'Personal data ({kinds}) was masked before reading.',
    buttons: {
      check: 'Get the answer',
      more: 'Read on',
      person: 'Talk to a person',
      bot: 'End consultation',
      new: 'New chat',
      sources: 'Show sources',
      settings: 'Settings',
    },
    settings: 'How shall answers be worded? Now: “{preset}”. Only the wording changes, never the facts.',
    chosen: 'Answers will be “{preset}”.',
  },
);

export type BotWords = (typeof botWords)['ko'];

/** What the bot says on Slack, to people of the bank. */
export const slackWords = words(
  {
    unknown:
      '이 Slack 계정의 이메일로 된 온담 직원 계정을 찾지 못했어요. 같은 이메일로 직원 계정을 만들어 달라고 관리자에게 말씀해 주세요.',
    not_permitted: '이 일을 할 권한이 없어요. 관리자에게 물어봐 주세요.',
    sources: '근거',
    effective: '시행 {date}',
    notes: '직원 참고',
    draft: '고객용 초안',
    draft_title: '*고객용 초안* (보내기 전에 확인해 주세요)',
    no_draft: '근거가 없어 초안을 만들지 않았어요.',
    waiting: '*상담원을 기다리는 고객이 있어요* ({channel})',
    with_agent: '{agent} 상담원이 맡았어요 ({channel})',
    ended: '끝난 상담이에요 ({channel})',
    untitled: '(아직 질문 없음)',
    claim: '맡고 상담함 열기',
    open: '상담함 열기',
    customer: '고객',
    to_customer: '{agent} → 고객',
    failed: '지금은 답할 수 없어요. 잠시 후 다시 물어봐 주세요.',
  },
  {
    unknown:
      'No Ondam staff account has this Slack account’s e-mail address. Ask an administrator to make one with it.',
    not_permitted: 'You are not permitted to do this. Ask an administrator.',
    sources: 'Sources',
    effective: 'in force since {date}',
    notes: 'Staff notes',
    draft: 'Draft for a customer',
    draft_title: '*Draft for a customer* (check it before sending)',
    no_draft: 'There is no source, so there is no draft.',
    waiting: '*A customer waits for a person* ({channel})',
    with_agent: '{agent} has it ({channel})',
    ended: 'The consultation has ended ({channel})',
    untitled: '(nothing asked yet)',
    claim: 'Take it in the inbox',
    open: 'Open the inbox',
    customer: 'Customer',
    to_customer: '{agent} → customer',
    failed: 'I cannot answer right now. Please ask again later.',
  },
);

export type SlackWords = (typeof slackWords)['ko'];
