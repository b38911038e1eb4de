'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { callApi, messageOf } from '@/app/staff/api';
import { Confirm } from '@/app/staff/confirm';
import { useWords } from '@/app/staff/words';
import type { CannedReply } from '@/lib/conversations/canned';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { shellWords } from '@/lib/i18n/staff/shell';
import { ReplyForm } from './reply-form';

const ADDRESS = '/api/staff/canned-replies';
/** In the place of an id: the one that is being written. */
const NEW = 'new';

const byTitle = (a: CannedReply, b: CannedReply) => a.title.localeCompare(b.title, 'ko');

/** The texts that agents send often: each can be changed where it stands. */
export function Replies({ initial }: { initial: CannedReply[] }) {
  const { replies: words } = useWords(inboxWords);
  const shell = useWords(shellWords);
  const [replies, setReplies] = useState(initial);
  const [editing, setEditing] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [told, setTold] = useState('');

  const write = async (work: () => Promise<void>, done: string) => {
    setBusy(true);
    setProblem(undefined);
    setTold('');
    try {
      await work();
      setTold(done);
    } catch (thrown) {
      setProblem(messageOf(thrown, shell.offline));
    }
    setBusy(false);
  };
  const save = (id: string, given: Omit<CannedReply, 'id'>) =>
    write(async () => {
      const saved =
        id === NEW
          ? await callApi<CannedReply>('POST', ADDRESS, given)
          : await callApi<CannedReply>('PUT', `${ADDRESS}/${id}`, given);
      setReplies((known) => [...known.filter((reply) => reply.id !== id), saved].sort(byTitle));
      setEditing(undefined);
    }, shell.saved);
  const remove = (id: string) =>
    write(async () => {
      await callApi('DELETE', `${ADDRESS}/${id}`);
      setReplies((known) => known.filter((reply) => reply.id !== id));
    }, words.deleted);
  const form = (reply: CannedReply) => (
    <ReplyForm
      reply={reply}
      busy={busy}
      onSave={(given) => save(reply.id, given)}
      onCancel={() => setEditing(undefined)}
    />
  );

  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4 lg:p-6">
      <Link href="/staff/inbox" className="self-start text-sm text-accent underline">
        {words.back}
      </Link>
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-bold">{words.title}</h1>
        <button type="button" onClick={() => setEditing(NEW)} className="button button-primary">
          <Icon name="plus" className="size-4" />
          {words.add}
        </button>
        <p className="w-full text-sm text-soft">{words.intro}</p>
      </header>
      <p role="status" className="text-sm text-accent empty:hidden">
        {told}
      </p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      {editing === NEW && form({ id: NEW, title: '', text: '' })}
      {replies.length === 0 && editing !== NEW && (
        <p className="card px-4 py-16 text-center text-soft">{words.empty}</p>
      )}
      <ul className="flex flex-col gap-2">
        {replies.map((reply) => (
          <li key={reply.id}>
            {editing === reply.id ? (
              form(reply)
            ) : (
              <article aria-label={reply.title} className="card flex flex-col gap-2 p-4">
                <h2 className="font-semibold" lang="ko">
                  {reply.title}
                </h2>
                <p className="whitespace-pre-wrap" lang="ko">
                  {reply.text}
                </p>
                <div className="flex flex-wrap gap-2">
                  <button type="button" onClick={() => setEditing(reply.id)} className="button">
                    {words.edit}
                  </button>
                  <Confirm
                    label={words.delete}
                    question={fill(words.sure, { title: reply.title })}
                    onConfirm={() => remove(reply.id)}
                    disabled={busy}
                    danger
                  />
                </div>
              </article>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
