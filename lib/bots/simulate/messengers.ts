import { type Call, StandIn } from './stand-in';

/** A message as a person of the messenger sees it. */
export interface Seen {
  id: string;
  text: string;
  /** What the buttons under it say, and what pressing them sends. */
  buttons: { label: string; data: string }[];
}

const portOf = (url: string) => Number(new URL(url).port);

/** A server in the place of Telegram's. @param refuse what it says instead, where it refuses */
export const standInForTelegram = (
  api_root: string,
  refuse: () => object | undefined = () => undefined,
): Promise<StandIn> => {
  let messages = 0;
  return StandIn.listen(portOf(api_root), (call) => {
    const refused = refuse();
    call.refused = refused !== undefined;
    if (refused) return refused;
    const { path, body } = call;
    const method = path.split('/').at(-1);
    if (method !== 'sendMessage' && method !== 'editMessageText') return { ok: true, result: true };
    const message_id = Number(body.message_id ?? ++messages);
    const chat = { id: body.chat_id, type: 'private' };
    return { ok: true, result: { message_id, date: Math.floor(Date.now() / 1000), chat, text: body.text } };
  });
};

interface Markup {
  inline_keyboard?: { text: string; callback_data?: string }[][];
}

/** What a chat on Telegram shows after these calls: messages in order, edited ones as they are now. */
export function telegramMessages(calls: readonly Call[], chat: number): Seen[] {
  const seen = new Map<string, Seen>();
  let sent = 0;
  for (const { path, body, refused } of calls) {
    const method = path.split('/').at(-1);
    if (refused) continue;
    if (method === 'sendMessage') sent++;
    if ((method !== 'sendMessage' && method !== 'editMessageText') || String(body.chat_id) !== String(chat))
      continue;
    const id = String(method === 'sendMessage' ? sent : body.message_id);
    const rows = (body.reply_markup as Markup | undefined)?.inline_keyboard ?? [];
    const buttons = rows.flat().map(({ text, callback_data = '' }) => ({ label: text, data: callback_data }));
    seen.set(id, { id, text: String(body.text), buttons });
  }
  return [...seen.values()];
}

/** Whether an answer is still being written in a message. */
export const isPartial = ({ text }: Seen): boolean => text.endsWith(' …');

/** A server in the place of Slack's. @param emails of its users, by their ids there */
export const standInForSlack = (api_url: string, emails: Record<string, string>): Promise<StandIn> => {
  let messages = 0;
  return StandIn.listen(portOf(api_url), ({ path, body }) => {
    const method = path.split('/').at(-1);
    if (method === 'users.info') {
      const email = emails[String(body.user)];
      if (!email) return { ok: false, error: 'user_not_found' };
      return { ok: true, user: { id: body.user, is_bot: false, locale: 'ko-KR', profile: { email } } };
    }
    return { ok: true, channel: body.channel, ts: String(body.ts ?? slackTimestamp(++messages)) };
  });
};

/** The timestamp of the nth message that the stand-in took. */
const slackTimestamp = (nth: number) => `1588000000.${String(nth).padStart(6, '0')}`;

interface Block {
  type: string;
  text?: { text: string };
  elements?: { text?: string | { text: string }; action_id?: string; value?: string; url?: string }[];
}

/** What was posted to Slack, in order; edited messages as they are now. */
export function slackMessages(calls: readonly Call[]): (Seen & { channel: string; thread?: string })[] {
  const seen = new Map<string, Seen & { channel: string; thread?: string }>();
  let sent = 0;
  for (const { path, body } of calls) {
    const method = path.split('/').at(-1);
    const posted = method !== 'users.info';
    if (posted && body.ts === undefined) sent++;
    if (method !== 'chat.postMessage' && method !== 'chat.update') continue;
    const id = method === 'chat.update' ? String(body.ts) : slackTimestamp(sent);
    const blocks = (body.blocks as Block[] | undefined) ?? [];
    const thread = (body.thread_ts as string | undefined) ?? seen.get(id)?.thread;
    seen.set(id, { id, ...shown(String(body.text), blocks), channel: String(body.channel), thread });
  }
  return [...seen.values()];
}

function shown(text: string, blocks: Block[]): Pick<Seen, 'text' | 'buttons'> {
  const textOf = (piece?: string | { text: string }) =>
    typeof piece === 'string' ? piece : (piece?.text ?? '');
  const lines = blocks.flatMap(({ type, text, elements = [] }) =>
    type === 'actions' ? [] : [textOf(text), ...elements.map((element) => textOf(element.text))],
  );
  const buttons = blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements = [] }) => elements)
    .map(({ text, action_id = '', value = '' }) => ({ label: textOf(text), data: `${action_id} ${value}` }));
  return { text: lines.filter((line) => line !== '').join('\n') || text, buttons };
}
