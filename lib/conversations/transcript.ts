import { type Dictionary, fill } from '@/lib/i18n';
import type { Conversation, ConversationMessage } from './read';

/** A conversation as a text to keep: who said what, and what each answer rests on. */
export function transcriptOf({ messages }: Conversation, words: Dictionary): string {
  const blocks = messages.filter(({ text }) => text !== '').map((message) => blockOf(message, words));
  return `${words.title}\n${words.notice.text}\n\n${blocks.join('\n\n')}\n`;
}

function blockOf({ role, text, author, citations }: ConversationMessage, words: Dictionary): string {
  const { log, header, handoff } = words;
  if (role === 'notice')
    return `* ${fill(handoff.notice[text as keyof typeof handoff.notice] ?? text, { agent: author ?? '' })}`;
  const who = { user: log.you, assistant: header.assistant, agent: author ?? handoff.agent }[role];
  const sources = (citations ?? []).map(
    ({ question, effective_date, source }) =>
      `  - ${question} (${fill(log.effective, { date: effective_date })}, ${source})`,
  );
  return [`[${who}]`, text, ...(sources.length > 0 ? [`${log.sources}:`, ...sources] : [])].join('\n');
}
