import type { MessageRow } from '@/lib/db/schema';
import type { Message } from '@/model/prompt';

/**
 * The conversation as it is shown: each question with the newest of its answers. An answer that ended
 * before its first word never takes the place of an earlier one.
 *
 * @param rows every message of one conversation, by position
 */
export function thread(rows: readonly MessageRow[]): MessageRow[] {
  const slots = new Map<string, MessageRow>();
  for (const row of rows) {
    const slot = `${row.role} ${row.reply_to ?? row.id}`;
    const said = row.text !== '' || row.status === 'streaming';
    if (said || !slots.has(slot)) slots.set(slot, row);
  }
  return [...slots.values()];
}

/** The shown turns as the model reads them: a question without an answer is left out. */
export function history(shown: readonly MessageRow[]): Message[] {
  return shown.flatMap((row, i) => {
    const answer = shown[i + 1];
    if (row.role !== 'user' || answer?.role !== 'assistant' || !answer.text) return [];
    return [
      { role: 'user' as const, content: row.text },
      { role: 'assistant' as const, content: answer.text },
    ];
  });
}
