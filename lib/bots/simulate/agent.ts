import { z } from 'zod';
import { DEMO_ACCOUNTS } from '@/lib/auth/demo';
import { readEnvironment } from '@/lib/env';

const inboxSchema = z.looseObject({
  waiting: z.array(z.looseObject({ conversation_id: z.string(), title: z.string() })),
});

/**
 * Takes the conversation that has waited the shortest and answers it, as the demo's agent does in the inbox.
 *
 * @throws when nobody waits, or the server is no demo
 */
export async function answerAsAgent(url: string, text: string): Promise<void> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${url}/api/staff${path}`, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) });
  const [{ email }] = DEMO_ACCOUNTS;
  const signed = await post('/session', { email, password: readEnvironment().ONDAM_DEMO_PASSWORD });
  if (!signed.ok)
    throw new Error(`상담원으로 로그인하지 못했어요 (${signed.status}). / The agent cannot sign in.`);
  const cookie = signed.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const inbox = await fetch(`${url}/api/staff/inbox`, { headers: { cookie } });
  const waiting = inboxSchema.parse(await inbox.json()).waiting.at(-1);
  if (!waiting) throw new Error('기다리는 고객이 없어요. / Nobody waits for an agent.');
  const address = `/inbox/${waiting.conversation_id}`;
  for (const [path, body] of [
    ['/claim', {}],
    ['/reply', { text }],
  ] as const) {
    const done = await post(`${address}${path}`, body, cookie);
    if (!done.ok) throw new Error(`${path}: ${done.status}`);
  }
}
