import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Citation } from '@/lib/answer/citation';
import type { Handling } from '@/lib/conversations/handoff';
import type { Spoken } from '../chats';
import { mayCallBack, skillPayloadSchema } from './payload';
import { respond, skillResponseSchema } from './response';

const citation = (answer: string, question = '한도는 얼마인가요?'): Citation => ({
  id: 'limit',
  version: 1,
  question,
  answer,
  effective_date: '2026-01-02',
  source: '온담은행 규정',
});

const said = (given: Partial<Spoken>): Spoken => ({
  id: crypto.randomUUID(),
  conversation_id: crypto.randomUUID(),
  position: 1,
  role: 'assistant',
  author: null,
  reply_to: null,
  text: '답이에요.',
  sampling: null,
  finish_reason: null,
  action: 'answer',
  citations: null,
  options: null,
  follow_ups: null,
  trace: null,
  masked: null,
  timings: null,
  status: 'complete',
  created_at: new Date(),
  heartbeat_at: new Date(),
  ...given,
});

const shown = (spoken: Spoken[], handling: Handling = { handler: 'bot' }, rest: string | null = null) => {
  const told = respond({ spoken, rest }, handling);
  const response = skillResponseSchema.parse(told.response);
  if (!('template' in response)) throw new Error('no template');
  return { ...response.template, context: response.context, rest: told.rest };
};

const textsOf = ({ outputs }: ReturnType<typeof shown>) =>
  outputs.flatMap((output) => ('simpleText' in output ? [output.simpleText.text] : []));

describe('a skill response', () => {
  it('keeps Kakao’s limits, whatever was said', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 3000, unit: 'grapheme' })
      .filter((made) => made.trim() !== '');
    const spoken = fc.record({
      text,
      citations: fc.array(
        fc.tuple(text, text).map(([answer, question]) => citation(answer, question)),
        { maxLength: 7 },
      ),
      options: fc.array(text, { maxLength: 4 }),
      follow_ups: fc.array(text, { maxLength: 14 }),
      trace: fc.constantFrom(null, { intent: 'accident', wording: 'fixed' } as const),
    });
    fc.assert(
      fc.property(fc.array(spoken.map(said), { maxLength: 4 }), (all) => {
        shown(all);
        shown(all, { handler: 'queue', position: 2 }, '나머지');
      }),
      { numRuns: 60 },
    );
  });

  it('holds back what does not fit, and gives it when it is asked for, whole', () => {
    const answer = Array.from({ length: 260 }, (_, i) => `${i}번째 문장이에요.`).join(' ');
    let told = shown([said({ text: answer, citations: [citation('근거예요.')] })]);
    const parts = textsOf(told);
    expect(told.outputs).toHaveLength(3);
    expect(told.quickReplies?.[0].label).toBe('전체 보기');
    while (told.rest) {
      told = shown([], { handler: 'bot' }, told.rest);
      parts.push(...textsOf(told));
    }
    expect(parts.join(' ')).toBe(answer);
    expect(told.quickReplies?.map(({ label }) => label)).not.toContain('전체 보기');
  });

  it('offers a person at the end of suggestions, however many they are', () => {
    const { quickReplies } = shown([said({ follow_ups: Array.from({ length: 20 }, (_, i) => `질문 ${i}`) })]);
    expect(quickReplies).toHaveLength(10);
    expect(quickReplies?.at(-1)?.label).toBe('상담원 연결');
  });

  it('shows what may be meant as buttons that say the whole question', () => {
    const question = '보안카드와 OTP에 따라 하루 이체한도가 어떻게 다른가요?';
    const { quickReplies } = shown([said({ action: 'clarify', options: [question] })]);
    expect(quickReplies?.[0]).toMatchObject({ action: 'message', messageText: question });
  });

  it('has one number to call on each button of an accident', () => {
    const { outputs } = shown([said({ trace: { intent: 'accident', wording: 'fixed' } })]);
    expect(outputs[1]).toMatchObject({
      textCard: {
        buttons: [
          { action: 'phone', phoneNumber: '1588-0001' },
          { phoneNumber: '112' },
          { phoneNumber: '1332' },
        ],
      },
    });
  });

  it('tells blocks of the bank’s own that a person has the conversation', () => {
    const { context, quickReplies } = shown([said({ role: 'agent', author: '김상담', text: '네.' })], {
      handler: 'agent',
    });
    expect(context?.values).toMatchObject([{ name: 'ondam_person', params: { handler: 'agent' } }]);
    expect(quickReplies?.map(({ label }) => label)).toEqual(['답변 확인', '상담 끝내기']);
  });
});

describe('a callback’s address', () => {
  it.each([
    ['https://bot-api.kakao.com/v1/bots/1/callback/abc', true],
    ['http://bot-api.kakao.com/callback', false],
    ['https://kakao.com.evil.example/callback', false],
    ['https://evilkakao.com/callback', false],
    ['https://user@bot-api.kakao.com/callback', false],
    ['https://bot-api.kakao.com:8443/callback', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['http://127.0.0.1:4750/callback', false],
    ['file:///etc/passwd', false],
  ])('%s: %s', (url, allowed) => {
    expect(mayCallBack(url, false)).toBe(allowed);
  });

  it('may be this machine’s for somebody on it in a demo, and no further', () => {
    expect(mayCallBack('http://127.0.0.1:4750/callback', true)).toBe(true);
    expect(mayCallBack('http://10.0.0.1/callback', true)).toBe(false);
  });
});

it('a payload needs somebody who says something', () => {
  const userRequest = { utterance: '안녕', user: { id: 'u' } };
  expect(skillPayloadSchema.safeParse({ userRequest, more: 1 }).success).toBe(true);
  for (const broken of [
    {},
    { userRequest: {} },
    { userRequest: { ...userRequest, user: {} } },
    { userRequest: { ...userRequest, callbackUrl: 'nowhere' } },
  ]) {
    expect(skillPayloadSchema.safeParse(broken).success).toBe(false);
  }
});
