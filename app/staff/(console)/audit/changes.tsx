import { useWords } from '@/app/staff/words';
import { differences } from '@/lib/auth/difference';
import { fill } from '@/lib/i18n';
import { auditWords } from '@/lib/i18n/staff/audit';
import { shellWords } from '@/lib/i18n/staff/shell';

/** What a write changed, field by field; folded until somebody asks. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const words = useWords(auditWords);
  const found = differences(before, after);
  if (found.length === 0) return;
  return (
    <details className="col-span-full sm:col-start-4">
      <summary className="w-fit cursor-pointer rounded text-soft hover:text-ink">
        {fill(words.changes, { count: found.length })}
      </summary>
      <dl className="mt-2 flex flex-col gap-2 border-l-2 border-line pl-3">
        {found.map(({ field, ...values }) => (
          <div key={field} className="grid gap-x-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
            <dt className="text-soft">{words.fields[field] ?? field}</dt>
            <dd className="flex flex-col whitespace-pre-wrap">
              {values.before !== undefined && (
                <del className="text-soft">
                  <Value field={field} value={values.before} />
                </del>
              )}
              {values.after !== undefined && (
                <ins className="no-underline">
                  <Value field={field} value={values.after} />
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Value({ field, value }: { field: string; value: unknown }) {
  const words = useWords(auditWords);
  const roles: Record<string, string> = useWords(shellWords).roles;
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('\n');
  if (typeof value === 'object') return JSON.stringify(value, undefined, 2);
  return field === 'role' ? (roles[String(value)] ?? String(value)) : String(value);
}
