import type { Intent, RefusalReason } from '@/lib/guard/intent';
import type { OutsideKind } from '@/lib/knowledge/outside';
import type { Action } from './citation';

/** A reply that needs no knowledge: what kind it is, and words that were written by people. */
export interface FixedReply {
  action: Action;
  text: string;
}

type Topic = Extract<Intent, { kind: 'smalltalk' }>['topic'];
type Accident = Extract<Intent, { kind: 'accident' }>['topic'];

/** What no intent says: that search found nothing, something else than the bank's business, or two things. */
export type Outcome = { kind: OutsideKind | 'clarify' };

/**
 * The reply to what is no question, or to a question without an answer.
 * @param turn how many turns came before: the same words do not come twice running
 */
export function fixedReply(intent: Intent | Outcome, turn: number): FixedReply {
  const { action, texts } = repliesTo(intent);
  return { action, text: texts[Math.floor(turn / 2) % texts.length] };
}

function repliesTo(intent: Intent | Outcome): { action: Action; texts: readonly string[] } {
  switch (intent.kind) {
    case 'smalltalk':
      return { action: 'answer', texts: SMALLTALK[intent.topic] };
    case 'refuse':
      return { action: 'refuse', texts: REFUSALS[intent.reason] };
    case 'accident':
      return { action: 'handoff', texts: [ACCIDENTS[intent.topic]] };
    case 'person':
      return { action: 'handoff', texts: PERSON };
    case 'crisis':
      return { action: 'handoff', texts: CRISIS };
    case 'off-topic':
      return { action: 'refuse', texts: OFF_TOPIC };
    case 'abuse':
      return { action: 'handoff', texts: ABUSE };
    case 'clarify':
      return { action: 'clarify', texts: CLARIFY };
    case 'question':
    case 'unanswerable':
      return { action: 'handoff', texts: UNANSWERABLE };
  }
}

/** Whether a reply was one that did not help: the bank has no answer, or which one is meant was asked. */
export const isFailedTry = (reply: string) => UNANSWERABLE.includes(reply) || CLARIFY.includes(reply);

const SMALLTALK: Record<Topic, readonly string[]> = {
  greeting: [
    '안녕하세요, 온담은행 AI 상담 도우미 온담이에요. 예금, 대출, 카드, 이체 가운데 무엇을 도와드릴까요?',
    '반갑습니다. 은행 일이라면 편하게 물어보세요.',
    '안녕하세요. 어떤 업무가 궁금하신가요?',
  ],
  thanks: [
    '도움이 되었다니 기뻐요. 더 궁금한 점이 있으면 언제든지 말씀해 주세요.',
    '별말씀을요. 또 필요하실 때 찾아 주세요.',
    '감사합니다. 다른 것도 편하게 물어보세요.',
  ],
  bye: [
    '이용해 주셔서 감사합니다. 좋은 하루 보내세요.',
    '언제든지 다시 찾아 주세요. 안녕히 가세요.',
    '도와드릴 일이 생기면 또 불러 주세요. 편안한 하루 보내세요.',
  ],
  'who-are-you': [
    '저는 온담은행이 직접 만든 AI 상담 도우미 온담이에요. 은행이 승인한 안내를 찾아 근거와 함께 답해 드려요.',
    'AI 상담 도우미 온담입니다. 사람은 아니지만, 은행의 안내에서 찾은 내용만 말씀드려요.',
    '온담이라고 해요. 온담은행 업무를 안내하는 AI예요.',
  ],
  ok: [
    '네, 더 궁금한 점이 있으면 말씀해 주세요.',
    '알겠습니다. 이어서 도와드릴 일이 있을까요?',
    '네. 다른 것도 편하게 물어보세요.',
  ],
};

const REFUSALS: Record<RefusalReason, readonly string[]> = {
  injection: [
    '그 요청은 따를 수 없어요. 온담은행 업무에서 궁금한 점을 물어봐 주시면 승인된 안내로 답해 드릴게요.',
    '제 안내 방식은 바꾸거나 보여 드릴 수 없어요. 은행 일에 대해 물어봐 주세요.',
    '그렇게 답해 드릴 수는 없어요. 예금, 카드, 이체 같은 업무를 물어보시면 도와드릴게요.',
  ],
  'others-data': [
    '다른 분의 거래나 연락처는 누구에게도 알려 드릴 수 없어요. 본인이 직접 앱이나 영업점에서 확인하셔야 해요.',
    '고객 정보는 본인에게만 안내해요. 가족이라도 본인이 직접 확인해 주셔야 합니다.',
    '다른 고객의 정보는 안내하지 않아요. 본인 일이라면 어떤 업무인지 말씀해 주세요.',
  ],
  'investment-advice': [
    '어떤 상품을 사거나 팔지는 권해 드리지 않아요. 상품의 구조와 수수료 같은 안내는 물어보시면 찾아 드릴게요. 투자 상담은 1588-0008에서 받으실 수 있어요.',
    '시장이 어떻게 될지는 말씀드릴 수 없어요. 투자성향 진단과 상담은 1588-0008이나 영업점에서 도와드려요.',
    '투자 판단은 제가 대신할 수 없어요. 상품 안내가 필요하면 상품 이름을 말씀해 주세요.',
  ],
  'loan-approval': [
    '대출이 될지는 심사를 거쳐야 알 수 있어서 제가 약속드릴 수 없어요. 자격과 필요한 서류는 안내해 드릴 수 있고, 상담은 1588-0005에서 받으세요.',
    '승인 여부나 한도는 심사 결과로만 정해져요. 신청 방법이 궁금하시면 상품 이름을 말씀해 주세요.',
    '심사 결과를 미리 말씀드릴 수는 없어요. 대출 상담 1588-0005에서 자세히 도와드려요.',
  ],
  'personal-account': [
    '저는 고객님의 계좌를 볼 수 없어요. 잔액과 거래는 모바일 앱이나 인터넷뱅킹에서 보실 수 있고, 상담원은 1588-0000에서 도와드려요.',
    '개인 거래나 심사 결과는 여기서 확인할 수 없어요. 모바일 앱에서 보시거나 1588-0000으로 전화해 주세요.',
    '본인확인이 필요한 내용이라 제가 조회할 수 없어요. 앱에서 확인하시거나 상담원에게 물어봐 주세요.',
  ],
  crime: [
    '그 일은 법으로 금지되어 있어 도와드릴 수 없어요. 누가 시킨 일이라면 112나 금융감독원 1332에 알려 주세요.',
    '불법이 될 수 있는 일은 안내하지 않아요. 이미 관련되셨다면 112에 신고하고 1588-0001로 알려 주세요.',
    '도와드릴 수 없는 요청이에요. 곤란한 상황이라면 금융감독원 1332에서 상담받으실 수 있어요.',
  ],
};

const ACCIDENTS: Record<Accident, string> = {
  phishing:
    '지금 바로 사고신고 1588-0001(24시간)로 전화해 지급정지를 요청해 주세요. 경찰 112에도 신고하고, 금융감독원 1332에서 상담받으실 수 있어요.',
  'lost-card': '먼저 사고신고 1588-0001(24시간)로 전화해 정지해 주세요.',
  stolen: '먼저 사고신고 1588-0001(24시간)로 전화해 카드와 계좌를 정지하고, 112에도 신고해 주세요.',
  'account-misuse':
    '바로 사고신고 1588-0001(24시간)로 전화해 계좌를 정지해 주세요. 돈이 빠져나갔다면 112에도 신고해 주세요.',
};

const PERSON = [
  '상담원이 도와드릴게요. 1588-0000으로 전화해 주세요. 상담은 평일 09:00~18:00에 받아요.',
  '사람과 통화하시려면 1588-0000으로 걸어 주세요. 평일 09:00~18:00에 받고, 사고신고는 1588-0001에서 24시간 받아요.',
  '네, 상담원 연결은 1588-0000이에요. 평일 09:00~18:00에 도와드려요.',
];

const ABUSE = [
  '불편을 드려 죄송합니다. 어떤 일이 있었는지 말씀해 주시면 찾아볼게요. 상담원은 1588-0000에서 도와드려요.',
  '많이 답답하셨겠어요. 무엇이 문제였는지 알려 주시거나 1588-0000으로 전화해 주세요.',
  '마음이 상하셨다면 죄송해요. 민원은 소비자보호 1588-0007에서 받습니다.',
];

/** 109: Korea's suicide prevention line, at any hour, since 2024-01-01 (Ministry of Health and Welfare). */
const CRISIS = [
  '많이 힘드셨겠어요. 혼자 견디지 마시고 지금 자살예방상담전화 109(24시간)로 이야기해 주세요. 당장 위험하다면 119나 112에 바로 전화해 주세요. 은행 일은 그다음에 1588-0000에서 함께 살펴 드릴게요.',
];

const OFF_TOPIC = [
  '저는 온담은행 업무만 안내할 수 있어요. 예금, 대출, 카드, 이체 가운데 궁금한 점을 물어봐 주세요.',
  '그 질문은 은행 업무가 아니라서 답해 드릴 수 없어요. 은행 일이라면 무엇이든 물어보세요.',
  '은행 밖의 일은 제가 잘 알지 못해요. 온담은행에 대해 궁금한 점이 있으면 말씀해 주세요.',
];

const UNANSWERABLE = [
  '죄송합니다. 제가 가진 안내에는 그 내용이 없어요. 다르게 물어봐 주시거나 상담원 1588-0000으로 전화해 주세요.',
  '말씀하신 내용은 안내 자료에서 찾지 못했어요. 상담원이 1588-0000에서 도와드릴게요.',
  '그 질문에 맞는 안내를 찾지 못했어요. 조금 더 자세히 말씀해 주시거나 1588-0000으로 전화해 주세요.',
];

const CLARIFY = [
  '비슷한 안내가 두 가지 있어요. 어느 쪽이 궁금하세요?',
  '이 가운데 어느 것을 말씀하시는지 골라 주세요.',
  '둘 중 어느 쪽인지 알려 주시면 바로 안내해 드릴게요.',
];
