import type { InboxItem } from '@/lib/conversations/inbox';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { useWords } from '../../words';

/** Where the customer is, when it is not our own page. */
export function ChannelBadge({ channel }: { channel: InboxItem['channel'] }) {
  const { channels } = useWords(inboxWords);
  return channel === 'web' ? null : <span className="badge mr-1.5">{channels[channel]}</span>;
}
