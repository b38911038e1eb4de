import { cut, pairs, SENTENCE_END, type Span, shared } from './prose';

/**
 * The share of a sentence's character pairs that one passage must have. Measured on the 329 entries of data/faq
 * and the dialogues that follow them up, a passage being an answer: an entry's own sentences have 1.00. Of the
 * sentences of another area, against three entries at random, half have less than 0.17, 95 in 100 less than
 * 0.38 and 99 in 100 less than 0.52; of the same area, half less than 0.24 and 95 in 100 less than 0.55. Of
 * sentences that reword their entry (followups.jsonl), all but courtesies and questions have 0.55 or more.
 */
export const LEAST_COVERAGE = 0.5;

/** A sentence and the share of it, from 0 to 1, that the passage nearest to it has. */
export interface SentenceCoverage extends Span {
  coverage: number;
}

/**
 * The sentences of an answer that no passage says in much the same words: prose made up without a number. Claims
 * in a sentence that passes are for `unsupported` to check; courtesies pass anyway.
 */
export function unsupportedSentences(
  answer: string,
  passages: readonly string[],
  threshold = LEAST_COVERAGE,
): SentenceCoverage[] {
  const sources = passages.map(pairs);
  return [...cut(answer, SENTENCE_END)]
    .filter(({ text }) => !isCourtesy(text))
    .map((sentence) => ({ ...sentence, coverage: coverage(sentence.text, sources) }))
    .filter((sentence) => sentence.coverage < threshold);
}

function coverage(sentence: string, sources: readonly ReadonlySet<string>[]): number {
  const own = pairs(sentence);
  if (own.size === 0) return 1;
  return Math.max(0, ...sources.map((source) => shared(own, source) / own.size));
}

const OFFER = '(?:말씀해|문의해|알려|물어봐|물어보|이야기해) ?(?:주세요|주십시오|보세요|세요)';
const WILL = '(?:드릴게요|드리겠습니다|드려요|드립니다)';

/** Openers and closings that state nothing of the bank. A whole sentence must be one. */
const COURTESIES = [
  '네|예|아니요|네, 알겠습니다|알겠습니다|안녕하세요|안녕하십니까|반갑습니다',
  '(?:[가-힣 ]{0,20} 주셔서 )?(?:정말 |대단히 )?(?:감사합니다|감사해요|고맙습니다)',
  '(?:[가-힣 ]{0,12}불편을 (?:드려|끼쳐) )?(?:정말 |대단히 )?죄송합니다|죄송해요',
  `(?:제가 |바로 |자세히 |차근차근 |쉽게 |간단히 )*(?:안내|설명|도와|알려)(?:해)? ?${WILL}`,
  '(?:상담원(?:에게|과|을)? ?)?연결해 (?:드릴게요|드리겠습니다|드릴까요)',
  '(?:무엇을|무슨 일을|어떤 (?:업무를|것을)) 도와 ?드릴까요',
  '(?:답변이 |조금이나마 )?도움이 (?:되셨나요|되었나요|되셨길 바랍니다|되셨기를 바랍니다|되었다니 기뻐요|되었으면 좋겠습니다)',
  `(?:더 |다른 |또 |추가로 )*(?:궁금한|궁금하신|필요한|필요하신) (?:점|것|사항|내용)이 (?:있으면|있으시면) (?:언제든지? |편하게 |또 |다시 )*${OFFER}`,
  '(?:오늘도 )?(?:좋은|즐거운|편안한|행복한) (?:하루|시간|저녁|주말) ?(?:보내세요|되세요|보내시길 바랍니다)',
].map((words) => new RegExp(`^(?:네, ?|예, ?)?(?:${words})$`));

function isCourtesy(sentence: string): boolean {
  const bare = sentence.trim().replace(/[.?!~^\s]+$/, '');
  return COURTESIES.some((courtesy) => courtesy.test(bare));
}
