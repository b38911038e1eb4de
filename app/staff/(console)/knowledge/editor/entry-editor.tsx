'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { Entry } from '@/lib/knowledge/entry';
import type { Area } from '@/lib/knowledge/overview';
import { ApiError, callApi, messageOf } from '../../../api';
import { useWords } from '../../../words';
import { CustomerCard } from '../customer-card';
import { Warnings } from '../warnings';
import { Fields } from './fields';
import { useKept } from './use-kept';
import { entryOf, linesOf, type Problem, placeOf, type Values, valuesOf } from './values';

/**
 * Where an entry is written. It ends in a draft, which somebody else reviews.
 *
 * @param entry what to begin from; absent for a new entry @param draft its open draft, which is changed in place
 * @param given what a new entry's fields begin with
 */
export function EntryEditor({
  entry,
  draft,
  areas,
  given = {},
}: {
  entry?: Entry;
  draft?: number;
  areas: Area[];
  given?: Partial<Values>;
}) {
  const { editor, entry: words } = useWords(entryWords);
  const form = useForm<Values>({ defaultValues: entry ? valuesOf(entry) : { ...EMPTY, ...given } });
  const { restored, forget } = useKept(form, `ondam.entry.${entry?.id ?? 'new'}.${draft ?? 'new'}`);
  const { save, error } = useSave(form, entry?.id, draft, forget);
  const { isSubmitting, isDirty } = form.formState;
  const back = entry ? `/staff/knowledge/${entry.id}` : '/staff/knowledge';
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header>
        <Link href={back} className="text-sm text-soft hover:text-accent">
          ← {entry ? entry.id : words.back}
        </Link>
        <h1 className="mt-1 text-xl font-bold">
          {entry ? fill(editor.edit_title, { id: entry.id }) : editor.new_title}
        </h1>
        {entry && (
          <p className="text-sm text-soft">
            {draft ? fill(editor.draft_version, { version: draft }) : editor.new_version}
          </p>
        )}
      </header>
      {restored && (
        <p role="status" className="flex flex-wrap items-center gap-3 rounded-xl bg-tint px-4 py-2 text-sm">
          {editor.kept}
          <button type="button" className="font-semibold text-accent underline" onClick={() => forget()}>
            {editor.forget}
          </button>
        </p>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <form onSubmit={form.handleSubmit(save)} noValidate className="card flex min-w-0 flex-col gap-5 p-4">
          <Fields form={form} areas={areas} fixed={entry !== undefined} />
          <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap items-center gap-3 rounded-b-2xl border-t border-line bg-surface p-4">
            <button type="submit" disabled={isSubmitting} className="button button-primary">
              {isSubmitting ? editor.saving : editor.save}
            </button>
            <span className="text-sm text-soft">{isDirty && editor.unsaved}</span>
            <p role="alert" className="text-sm text-danger empty:hidden">
              {error}
            </p>
          </div>
        </form>
        <Beside form={form} />
      </div>
    </div>
  );
}

const EMPTY: Values = {
  id: '',
  area: '',
  question: '',
  variants: '',
  answer: '',
  staff_note: '',
  facts: '',
  effective_date: '',
  source: '',
  related: '',
};

/** What becomes of the text: how customers see it, and which entries it meets. */
function Beside({ form: { control } }: { form: ReturnType<typeof useForm<Values>> }) {
  const { editor } = useWords(entryWords);
  const values = useWatch({ control }) as Values;
  const { id, question, variants, answer } = values;
  return (
    <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-6">
      <section aria-labelledby="preview">
        <h2 id="preview" className="mb-2 font-semibold">
          {editor.preview}
        </h2>
        {answer.trim() ? (
          <CustomerCard entry={values} />
        ) : (
          <p className="card p-5 text-sm text-soft">{editor.preview_empty}</p>
        )}
      </section>
      <Warnings draft={{ id, question, variants: linesOf(variants), answer }} />
    </div>
  );
}

function useSave(
  { setError }: ReturnType<typeof useForm<Values>>,
  id: string | undefined,
  draft: number | undefined,
  forget: (saved: Values) => void,
) {
  const { editor } = useWords(entryWords);
  const { offline } = useWords(shellWords);
  const router = useRouter();
  const [error, setMessage] = useState<string>();
  const send = (values: Values) => {
    const path = '/api/staff/knowledge';
    if (id === undefined) return callApi<Entry>('POST', path, entryOf(values));
    if (draft === undefined) return callApi<Entry>('POST', `${path}/${id}`, entryOf(values));
    return callApi<Entry>('PUT', `${path}/${id}/${draft}`, entryOf(values));
  };
  const save = async (values: Values) => {
    setMessage(undefined);
    try {
      const saved = await send(values);
      forget(values);
      router.push(`/staff/knowledge/${saved.id}`);
      router.refresh();
    } catch (thrown) {
      setMessage(messageOf(thrown, offline));
      for (const [i, problem] of problemsOf(thrown).entries()) {
        const { field, line } = placeOf(problem);
        const { message } = problem;
        const told = line === undefined ? message : fill(editor.line, { line, message });
        setError(field, { message: told }, { shouldFocus: i === 0 });
      }
    }
  };
  return { save, error };
}

function problemsOf(thrown: unknown): Problem[] {
  if (!(thrown instanceof ApiError)) return [];
  const { problems = [] } = thrown.details as { problems?: Problem[] };
  const { field, message } = thrown.body;
  return field ? [{ field, message }, ...problems] : problems;
}
