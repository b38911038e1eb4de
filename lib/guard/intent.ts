import { isAbuse } from './intent/abuse';
import { type AccidentTopic, accidentSubject, reportedAccident } from './intent/accident';
import { wantsApproval } from './intent/approval';
import { wantsCrime } from './intent/crime';
import { isCrisis } from './intent/crisis';
import { isInjection } from './intent/injection';
import { wantsInvestmentAdvice } from './intent/investment';
import { type Normal, normalise } from './intent/normal';
import { isAboutOwnAccount } from './intent/own-account';
import { wantsPerson } from './intent/person';
import { wantsOthersData } from './intent/privacy';
import { type SmalltalkTopic, smalltalkTopic } from './intent/smalltalk';

export type RefusalReason =
  | 'injection'
  | 'others-data'
  | 'investment-advice'
  | 'loan-approval'
  | 'personal-account'
  | 'crime';

/** What a message wants of the assistant. */
export type Intent =
  /** `accident`: it asks what to do in case of one; its answer comes with the emergency number. */
  | { kind: 'question'; accident?: AccidentTopic }
  | { kind: 'smalltalk'; topic: SmalltalkTopic }
  /** A member of staff. */
  | { kind: 'person' }
  /** It has happened: the emergency number first, then a member of staff. */
  | { kind: 'accident'; topic: AccidentTopic }
  | { kind: 'refuse'; reason: RefusalReason }
  /** Wants to die: help for that comes before anything else. */
  | { kind: 'crisis' }
  /** An outburst, with nothing asked. */
  | { kind: 'abuse' };

interface Turn {
  role: string;
  content: string;
}

/**
 * What a message wants, by rules over its letters: the model is not asked, so that no wording of a message can
 * talk it into another reading. In doubt a message is a question.
 *
 * @param history the turns before it, oldest first
 */
export function readIntent(text: string, history: readonly Turn[] = []): Intent {
  const message = normalise(text);
  if (isInjection(message)) return { kind: 'refuse', reason: 'injection' };
  if (isCrisis(message)) return { kind: 'crisis' };
  const happened = reportedAccident(message);
  if (happened) return { kind: 'accident', topic: happened };
  if (wantsPerson(message)) return { kind: 'person' };
  const reason = refusal(message);
  if (reason) return { kind: 'refuse', reason };
  const continued = continuation(message, history);
  if (continued) return continued;
  const topic = smalltalkTopic(message);
  if (topic) return { kind: 'smalltalk', topic };
  if (isAbuse(message)) return { kind: 'abuse' };
  const subject = accidentSubject(message);
  return subject ? { kind: 'question', accident: subject } : { kind: 'question' };
}

function refusal(message: Normal): RefusalReason | undefined {
  if (wantsCrime(message)) return 'crime';
  if (wantsOthersData(message)) return 'others-data';
  if (wantsApproval(message)) return 'loan-approval';
  if (wantsInvestmentAdvice(message)) return 'investment-advice';
  if (isAboutOwnAccount(message)) return 'personal-account';
  return undefined;
}

const YES =
  /^(네|넵|넹|예|응|어|엉|웅|ㅇㅇ|ㅇㅋ|좋아요?|그래요?|부탁(해|드려|드립니다)?|연결|해줘|해주세요|해주시|그렇게|그럴게|원해|주세요|yes|yeah|sure|ok(ay)?|please|do)[가-힣a-z]{0,12}$/;
const OFFERS_PERSON = /(상담원|상담사|직원|사람)[^?]{0,30}\?|(person|human|agent|staff)[^?]{0,30}\?/i;
/** Asks whether there is more: to this, yes and no say nothing. */
const ASKS_FOR_MORE = /(더|다른|또)[^?]{0,20}(궁금|필요|도와|있으)[^?]{0,15}\?|anything else/i;
/** The same wish again, in other words. */
const INSISTS =
  /^(그래도|그냥|아니|제발|그러지말고|딱|한번만|하나만|그럼|빨리|좀|please|just|come)+[가-힣a-z]{0,14}(줘요?|주세요|봐요?|달라고요?|(?<!필요)해요?|하라고요?|죠|제발요?|please|it|me|one)$|^제발요?$/;
const AGREED_WITH =
  /^(저|나|그럼|그러면|그래서|제가|진짜|정말)*(도)?(되|돼|나오|통과되|승인되|가능하)(죠|지요|겠죠|는거(죠|지|맞))/;
const OF_LOANS = /대출|심사|마이너스통장|마통|카드 ?(신청|발급)/;

/** What the turns before make of a message that says little by itself. */
function continuation(message: Normal, history: readonly Turn[]): Intent | undefined {
  const reply = history.findLast(({ role }) => role === 'assistant')?.content ?? '';
  const asked = history.findLast(({ role }) => role === 'user')?.content ?? '';
  const { compact } = message;
  if (YES.test(compact) && reply.includes('?')) {
    if (OFFERS_PERSON.test(reply)) return { kind: 'person' };
    if (!ASKS_FOR_MORE.test(reply)) return { kind: 'question' };
  }
  if (AGREED_WITH.test(compact) && OF_LOANS.test(asked)) return { kind: 'refuse', reason: 'loan-approval' };
  if (!asked || !INSISTS.test(compact)) return undefined;
  const before = normalise(asked);
  const reason = isInjection(before) ? 'injection' : refusal(before);
  return reason && { kind: 'refuse', reason };
}
