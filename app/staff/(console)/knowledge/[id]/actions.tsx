import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../../../api';
import { useWords } from '../../../words';
import { ConfirmButton } from './confirm-button';
import type { EntryPageProps } from './props';

type Step = keyof (typeof entryWords)['ko']['actions']['done'];

/** What this person may do with the shown version, and why not more. */
export function Actions(props: EntryPageProps) {
  const { shown, history, mayWrite, mayPublish } = props;
  const { actions } = useWords(entryWords);
  const { busy, error, done, act } = useActions(shown);
  const section = useRef<HTMLElement>(null);
  // The button that was pressed is gone by then: the focus must not be lost with it.
  useEffect(() => {
    if (done) section.current?.focus();
  }, [done]);
  const open = shown.status === 'draft' || shown.status === 'reviewed';
  const draft = history.find(({ status }) => status === 'draft' || status === 'reviewed');
  const explanation = explain(props);
  const approves = mayPublish && shown.status === 'draft' && shown.author !== props.email;
  const publishes = mayPublish && shown.status === 'reviewed';
  const reallyPublish = fill(actions.really_publish, { date: shown.effective_date });
  return (
    <section ref={section} tabIndex={-1} className="card flex flex-col gap-3 p-4" aria-labelledby="actions">
      <h2 id="actions" className="font-semibold">
        {actions.title}
      </h2>
      {explanation && <p className="text-sm text-soft">{actions[explanation]}</p>}
      <div className="flex flex-wrap gap-2">
        {(approves || publishes) && (
          <ConfirmButton
            label={approves ? actions.approve_publish : actions.publish}
            question={reallyPublish}
            look="button-primary"
            disabled={busy}
            onConfirm={() => act(approves ? ['review', 'publish'] : ['publish'])}
          />
        )}
        {approves && (
          <button type="button" className="button" disabled={busy} onClick={() => act(['review'])}>
            {actions.approve}
          </button>
        )}
        {mayWrite && (open || !draft) && (
          <Link href={`/staff/knowledge/${shown.id}/edit`} className="button">
            {open ? actions.edit_draft : actions.edit}
          </Link>
        )}
        {!open && draft && (
          <Link href={`/staff/knowledge/${shown.id}?version=${draft.version}`} className="button">
            {fill(actions.open_draft, { version: draft.version })}
          </Link>
        )}
        {mayWrite && open && (
          <ConfirmButton
            label={actions.discard}
            question={actions.really_discard}
            look="button-danger"
            disabled={busy}
            onConfirm={() => act(['discard'])}
          />
        )}
        {mayPublish && shown.status === 'published' && (
          <ConfirmButton
            label={actions.retire}
            question={actions.really_retire}
            look="button-danger"
            disabled={busy}
            onConfirm={() => act(['retire'])}
          />
        )}
      </div>
      <p role="status" className="text-sm font-semibold text-accent empty:hidden">
        {done && !busy && actions.done[done]}
      </p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {error}
      </p>
    </section>
  );
}

function explain({ shown, email, mayWrite, mayPublish }: EntryPageProps) {
  if (shown.status === 'retired') return mayWrite ? 'retired' : undefined;
  if (shown.status === 'draft' && mayPublish) return shown.author === email ? 'own_draft' : undefined;
  if (shown.status === 'draft') return 'waits_review';
  if (shown.status === 'reviewed') return mayPublish ? undefined : 'waits_publish';
  return mayWrite ? undefined : 'ask';
}

function useActions({ id, version }: EntryPageProps['shown']) {
  const { offline } = useWords(shellWords);
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [done, setDone] = useState<Step>();
  const [calling, setCalling] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  /** One after the other; what was done before one failed stays done. */
  const act = async (steps: Step[]) => {
    setCalling(true);
    setError(undefined);
    setDone(undefined);
    const path = `/api/staff/knowledge/${id}/${version}`;
    try {
      for (const step of steps) {
        await (step === 'discard' ? callApi('DELETE', path) : callApi('POST', `${path}/${step}`));
        setDone(step);
      }
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    }
    setCalling(false);
    startRefresh(() => router.refresh());
  };
  return { busy: calling || refreshing, error, done, act };
}
