import { useId } from 'react';

/** A few words side by side, one of them chosen: radio buttons in the form of one bar. */
export function Choice<T extends string>({
  options,
  chosen,
  onChoose,
  className,
}: {
  options: { value: T; label: string }[];
  chosen: T | undefined;
  onChoose: (value: T) => void;
  className: string;
}) {
  const group = useId();
  return (
    <div className={`${className} rounded-xl border border-line bg-page p-1`}>
      {options.map(({ value, label }) => (
        <label
          key={value}
          className="relative rounded-lg px-3 py-1.5 text-center text-sm text-soft has-checked:bg-surface has-checked:font-semibold has-checked:text-accent has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={group}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            className="sr-only"
          />
          {label}
        </label>
      ))}
    </div>
  );
}
