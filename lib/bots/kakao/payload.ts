import { z } from 'zod';

/**
 * What KakaoTalk's chatbot platform posts to a skill server. Of its fields those that we read are held to their form;
 * others may come and go.
 *
 * @see https://kakaobusiness.gitbook.io/main/tool/chatbot/skill_guide/answer_json_format (SkillPayload) and
 *   …/ai_chatbot_callback_guide (callbackUrl: valid for one minute, for one use), read 2026-11
 */
export const skillPayloadSchema = z.looseObject({
  bot: z.looseObject({ id: z.string().max(100) }).optional(),
  userRequest: z.looseObject({
    /** What the person typed, or the messageText of the button that they pressed. */
    utterance: z.string().max(20_000),
    user: z.looseObject({ id: z.string().min(1).max(200) }),
    /** Only where the block's callback option is on. */
    callbackUrl: z.url().max(2000).optional(),
  }),
});

export type SkillPayload = z.infer<typeof skillPayloadSchema>;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether an answer may be posted there. The address comes with the request, so that whoever knows the secret could
 * make us post anywhere: Kakao's own hosts alone are taken, over TLS. In a demo a caller on this very machine may name
 * this machine, which it reaches without us.
 */
export function mayCallBack(callbackUrl: string, local: boolean): boolean {
  const { protocol, hostname, username, port } = new URL(callbackUrl);
  if (local && protocol === 'http:' && LOOPBACK.includes(hostname)) return true;
  const kakaos = hostname === 'kakao.com' || hostname.endsWith('.kakao.com');
  return protocol === 'https:' && kakaos && username === '' && port === '';
}
