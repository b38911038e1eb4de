import type { AgentMessage } from '@/lib/conversations/inbox';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { useCustomerWords, useLocale, useWords } from '../../words';

/** A message as an agent reads it: who said it, what was masked in it, what an answer of the bot's rests on. */
export function InboxMessage({ message }: { message: AgentMessage }) {
  const words = useWords(inboxWords);
  const { personal_data, handoff } = useCustomerWords();
  const locale = useLocale();
  const { role, author, text, masked, citations } = message;
  if (role === 'notice') {
    const told = words.notices[text as keyof typeof words.notices] ?? '';
    return <p className="text-center text-sm text-soft">{fill(told, { agent: author ?? '' })}</p>;
  }
  const who = { user: words.customer, assistant: words.bot, agent: author ?? handoff.agent }[role];
  const time = new Date(message.created_at).toLocaleTimeString(locale, { timeStyle: 'short' });
  const mine = role === 'agent';
  return (
    <article aria-label={who} className={`max-w-[85%] ${mine ? 'self-end' : 'self-start'}`}>
      <p className="mb-0.5 text-xs text-soft">
        <span className="font-semibold">{who}</span> {time}
      </p>
      <p
        lang="ko"
        className={`rounded-2xl px-4 py-2 whitespace-pre-wrap ${role === 'user' ? 'bg-tint' : 'border border-line bg-surface'}`}
      >
        {text}
      </p>
      {masked && masked.length > 0 && (
        <p className="mt-0.5 text-xs text-soft">
          {fill(words.masked, { kinds: masked.map((kind) => personal_data[kind] ?? kind).join(', ') })}
        </p>
      )}
      {citations && citations.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="text-soft">{fill(words.sources, { count: citations.length })}</summary>
          <ul className="mt-1 flex flex-col gap-2">
            {citations.map((citation) => (
              <li key={citation.id} className="card p-3" lang="ko">
                <p className="font-semibold">{citation.question}</p>
                <p className="whitespace-pre-wrap">{citation.answer}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
