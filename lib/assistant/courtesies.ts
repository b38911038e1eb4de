import { sentencesOf } from '@/lib/answer/sentences';

/** How a polite reply begins; written by people, and without a claim. */
const GREETINGS = [
  '안녕하세요, 고객님. 온담은행입니다.',
  '안녕하십니까, 고객님. 온담은행에 문의해 주셔서 감사합니다.',
  '고객님, 안녕하세요. 문의하신 내용을 안내해 드리겠습니다.',
];

/** How a polite reply ends. */
const CLOSINGS = [
  '더 궁금한 점이 있으시면 언제든지 말씀해 주세요. 감사합니다.',
  '추가로 궁금하신 점이 있으시면 편하게 문의해 주세요. 고맙습니다.',
  '도움이 되셨기를 바랍니다. 좋은 하루 보내세요.',
];

/** Every sentence of them. */
export const COURTESIES: ReadonlySet<string> = new Set([...GREETINGS, ...CLOSINGS].flatMap(sentencesOf));

/** A text between a greeting and a closing. @param variant which of them, any number from 0 */
export function politely(text: string, variant: number): string {
  const greeting = GREETINGS[variant % GREETINGS.length];
  const closing = CLOSINGS[Math.floor(variant / GREETINGS.length) % CLOSINGS.length];
  return [greeting, text, closing].join('\n\n');
}

/** How many pairs of greeting and closing there are. */
export const VARIANTS = GREETINGS.length * CLOSINGS.length;
