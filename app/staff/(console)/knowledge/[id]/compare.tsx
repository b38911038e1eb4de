import { useState } from 'react';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import type { EntryVersion } from '@/lib/knowledge/served';
import { useWords } from '../../../words';
import { LinesDiff, WordsDiff } from './diff';

const TEXTS = ['area', 'question', 'answer', 'staff_note', 'effective_date', 'source'] as const;
const LISTS = ['variants', 'facts', 'related'] as const;

/** What two versions have differently; at first, the shown one against what it replaces. */
export function Compare({
  history,
  shown,
  served,
}: {
  history: EntryVersion[];
  shown: EntryVersion;
  served?: number;
}) {
  const { compare, editor } = useWords(entryWords);
  const older = history.find(({ version }) => version < shown.version);
  const replaced = served !== undefined && served < shown.version ? served : older?.version;
  const [before, setBefore] = useState(replaced ?? shown.version);
  const [after, setAfter] = useState(replaced === undefined ? history[0].version : shown.version);
  const [a, b] = [before, after].map(
    (version) => history.find((row) => row.version === version) as EntryVersion,
  );
  const texts = TEXTS.filter((field) => a[field] !== b[field]);
  const lists = LISTS.filter((field) => a[field].join('\n') !== b[field].join('\n'));
  return (
    <section className="card p-4" aria-labelledby="compare">
      <h2 id="compare" className="font-semibold">
        {compare.title}
      </h2>
      <div className="mt-2 flex flex-wrap items-end gap-2">
        <VersionSelect label={compare.before} history={history} chosen={before} onChoose={setBefore} />
        <VersionSelect label={compare.after} history={history} chosen={after} onChoose={setAfter} />
      </div>
      <p role="status" className="mt-2 text-sm text-soft">
        {texts.length + lists.length > 0 ? compare.legend : compare.same}
      </p>
      <dl className="flex flex-col gap-3 text-sm">
        {texts.map((field) => (
          <div key={field}>
            <dt className="font-semibold">{editor[field]}</dt>
            <dd lang="ko">
              <WordsDiff before={a[field]} after={b[field]} />
            </dd>
          </div>
        ))}
        {lists.map((field) => (
          <div key={field}>
            <dt className="font-semibold">{editor[field]}</dt>
            <dd lang="ko">
              <LinesDiff before={a[field]} after={b[field]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function VersionSelect({
  label,
  history,
  chosen,
  onChoose,
}: {
  label: string;
  history: EntryVersion[];
  chosen: number;
  onChoose: (version: number) => void;
}) {
  const { status } = useWords(knowledgeWords);
  return (
    <label className="flex flex-col gap-1 text-xs text-soft">
      {label}
      <select
        value={chosen}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="field !w-auto"
      >
        {history.map((row) => (
          <option key={row.version} value={row.version}>
            v{row.version} {status[row.status]}
          </option>
        ))}
      </select>
    </label>
  );
}
