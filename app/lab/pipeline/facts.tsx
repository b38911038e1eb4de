/** Names and what they stand for; what is empty is left out. */
export function Facts({ rows }: { rows: [name: string, value: string | undefined][] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr]">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd lang="ko" className="mb-1 whitespace-pre-wrap sm:mb-0">
                {value}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
