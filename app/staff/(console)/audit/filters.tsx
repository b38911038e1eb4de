'use client';

import Form from 'next/form';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/staff/words';
import { auditWords } from '@/lib/i18n/staff/audit';
import { shellWords } from '@/lib/i18n/staff/shell';

/** Narrows the log down; what is chosen stands in the address, so that it can be kept and passed on. */
export function Filters({ query }: { query: string }) {
  const words = useWords(auditWords);
  const shell = useWords(shellWords);
  const chosen = new URLSearchParams(query);
  return (
    <search>
      <Form key={query} action="/staff/audit" className="flex flex-wrap items-end gap-2">
        <input
          type="search"
          name="text"
          maxLength={100}
          defaultValue={chosen.get('text') ?? ''}
          aria-label={words.text}
          placeholder={words.text}
          className="field min-w-0 flex-1 basis-56"
        />
        <select
          name="action"
          defaultValue={chosen.get('action') ?? ''}
          aria-label={words.action}
          className="field !w-auto max-w-full"
        >
          <option value="">
            {words.action}: {shell.all}
          </option>
          {Object.entries(words.actions).map(([action, word]) => (
            <option key={action} value={action}>
              {word}
            </option>
          ))}
        </select>
        <label className="flex items-center gap-2 text-sm text-soft">
          {words.since}
          <input
            type="date"
            name="since"
            defaultValue={chosen.get('since') ?? ''}
            className="field !w-auto"
          />
        </label>
        <button type="submit" className="button button-primary">
          <Icon name="search" className="size-4" />
          {shell.search}
        </button>
        <a href={`/api/staff/audit?${query && `${query}&`}format=csv`} download className="button">
          <Icon name="download" className="size-4" />
          {shell.download_csv}
        </a>
      </Form>
    </search>
  );
}
