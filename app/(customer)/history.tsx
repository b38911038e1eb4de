import { useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { Sheet } from '@/app/_ui/sheet';
import type { ConversationSummary } from '@/lib/conversations/read';
import { call, RefusedError } from './chat-client';
import { useWords } from './words';

/** Somebody's conversations: to go on with, to keep as text, to delete for good. */
export default function History({
  address = '/api/conversations',
  downloads = true,
  current,
  onOpen,
  onDeleted,
  onClose,
}: {
  address?: string;
  downloads?: boolean;
  current?: string;
  onOpen: (id: string) => void;
  onDeleted: (id: string) => void;
  onClose: () => void;
}) {
  const { history, log, problem, lang } = useWords();
  const [list, setList] = useState<ConversationSummary[]>();
  const [error, setError] = useState<string>();
  const [told, setTold] = useState('');
  const tell = (thrown: unknown) =>
    setError(thrown instanceof RefusedError ? thrown.body.message : problem.offline);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the sheet opens.
  useEffect(() => {
    call<{ conversations: ConversationSummary[] }>('GET', address).then(
      ({ conversations }) => setList(conversations),
      tell,
    );
  }, []);

  const remove = async (id: string) => {
    try {
      await call('DELETE', `${address}/${id}`);
      setList((known) => known?.filter((conversation) => conversation.id !== id));
      setTold(history.deleted);
      onDeleted(id);
    } catch (thrown) {
      tell(thrown);
    }
  };

  return (
    <Sheet title={history.title} close={log.close} onClose={onClose}>
      <p className="text-sm text-soft">{history.privacy}</p>
      <p role="status" className="text-sm text-accent">
        {told}
      </p>
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {!list && !error && <Waiting />}
      {list?.length === 0 && <p className="py-8 text-center text-soft">{history.empty}</p>}
      <ul className="mt-3 flex flex-col">
        {list?.map((conversation) => (
          <Row
            key={conversation.id}
            conversation={conversation}
            when={new Date(conversation.updated_at).toLocaleString(lang, {
              dateStyle: 'medium',
              timeStyle: 'short',
            })}
            download={downloads ? `${address}/${conversation.id}/download` : undefined}
            isCurrent={conversation.id === current}
            onOpen={onOpen}
            onDelete={remove}
          />
        ))}
      </ul>
    </Sheet>
  );
}

const SMALL = 'grid size-11 shrink-0 place-items-center rounded-xl text-soft hover:bg-tint hover:text-ink';

function Row({
  conversation: { id, title },
  when,
  download,
  isCurrent,
  onOpen,
  onDelete,
}: {
  conversation: ConversationSummary;
  when: string;
  download?: string;
  isCurrent: boolean;
  onOpen: (id: string) => void;
  onDelete: (id: string) => void;
}) {
  const { history } = useWords();
  const [sure, setSure] = useState(false);
  return (
    <li className="border-b border-line py-1.5 last:border-0">
      <div className="flex items-center gap-1">
        <button
          type="button"
          onClick={() => onOpen(id)}
          aria-current={isCurrent ? 'true' : undefined}
          className="min-h-11 min-w-0 flex-1 rounded-xl px-2 text-left hover:bg-tint aria-current:font-semibold aria-current:text-accent"
        >
          <span className="block truncate" lang="ko">
            {title}
          </span>
          <span className="block text-xs font-normal text-soft">{when}</span>
        </button>
        {download && (
          <a
            href={download}
            download
            aria-label={`${history.download}: ${title}`}
            title={history.download}
            className={SMALL}
          >
            <Icon name="download" />
          </a>
        )}
        <button
          type="button"
          onClick={() => setSure(true)}
          aria-label={`${history.delete}: ${title}`}
          title={history.delete}
          className={SMALL}
        >
          <Icon name="trash" />
        </button>
      </div>
      {sure && (
        <div role="alert" className="flex flex-wrap items-center gap-2 px-2 pb-2 text-sm">
          <span className="mr-auto">{history.delete_sure}</span>
          <button type="button" className="button" onClick={() => setSure(false)}>
            {history.delete_no}
          </button>
          <button type="button" className="button button-danger" onClick={() => onDelete(id)}>
            {history.delete_yes}
          </button>
        </div>
      )}
    </li>
  );
}

/** Where the list will be. */
function Waiting() {
  return (
    <div aria-hidden="true" className="mt-4 flex flex-col gap-3">
      {['w-3/4', 'w-2/3', 'w-4/5'].map((width) => (
        <div key={width} className={`${width} h-9 rounded-xl bg-line motion-safe:animate-pulse`} />
      ))}
    </div>
  );
}
