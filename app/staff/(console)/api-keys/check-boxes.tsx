/** Any number of a few, each with a word on what it is. */
export function CheckBoxes<T extends string>({
  legend,
  options,
  chosen,
  onChoose,
}: {
  legend: string;
  options: { value: T; label: string; hint?: string }[];
  chosen: T[];
  onChoose: (chosen: T[]) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm text-soft">{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <label
          key={value}
          className="flex min-h-11 items-center gap-3 rounded-xl border border-line px-3 py-2 text-sm has-checked:border-accent has-checked:bg-tint"
        >
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChoose(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
          <span className="font-semibold">{label}</span>
          {hint && <code className="ml-auto text-xs break-all text-soft">{hint}</code>}
        </label>
      ))}
    </fieldset>
  );
}
