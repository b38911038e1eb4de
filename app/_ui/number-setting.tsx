import { useId, useState } from 'react';
import { Choice } from './choice';

export interface NumberSettingProps {
  /** Its name in the API, beside the one for people. */
  name: string;
  label: string;
  explanation: string;
  range: { min: number; max: number; integer: boolean };
  /** What it begins with when it is set by hand. */
  first: number;
  slider?: boolean;
  /** `standard_value`: what the default is; `out_of_range`: said where a number does not fit. */
  words: { standard: string; custom: string; standard_value: string; out_of_range: string };
  /** undefined: the default, which is then not sent. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** One setting: the default or a number of one's own, and what it does in one sentence. */
export function NumberSetting(props: NumberSettingProps) {
  const { name, label, explanation, first, words, value, onChange } = props;
  const title = useId();
  const sentence = useId();
  return (
    <fieldset aria-labelledby={title} aria-describedby={sentence}>
      <div className="flex items-center justify-between gap-3">
        <span id={title} className="text-sm font-semibold">
          {label} <span className="font-normal text-soft">{name}</span>
        </span>
        <Choice
          options={[
            { value: 'standard', label: words.standard },
            { value: 'custom', label: words.custom },
          ]}
          chosen={value === undefined ? 'standard' : 'custom'}
          onChoose={(kind) => onChange(kind === 'standard' ? undefined : first)}
          className="flex shrink-0"
        />
      </div>
      <p id={sentence} className="mt-1 text-sm leading-relaxed text-soft">
        {explanation} {value === undefined && words.standard_value}
      </p>
      {value !== undefined && <NumberEntry {...props} value={value} />}
    </fieldset>
  );
}

/** A slider where the range is one that a slider can show, and always a box for the exact number. */
function NumberEntry({
  label,
  range: { min, max, integer },
  slider = true,
  words,
  value,
  onChange,
}: NumberSettingProps & { value: number }) {
  const [typed, setTyped] = useState<string>();
  const problem = useId();
  const type = (text: string) => {
    const number = Number(text);
    const fits =
      text.trim() !== '' && number >= min && number <= max && (!integer || Number.isInteger(number));
    setTyped(fits ? undefined : text);
    if (fits) onChange(number);
  };
  return (
    <div className="mt-2">
      <div className="flex items-center gap-3">
        {slider && (
          <input
            type="range"
            aria-label={label}
            min={min}
            max={max}
            step={integer ? 1 : 0.05}
            value={value}
            onChange={(event) => type(event.target.value)}
            className="h-11 min-w-0 flex-1"
          />
        )}
        <input
          type="text"
          inputMode={integer ? 'numeric' : 'decimal'}
          aria-label={label}
          aria-invalid={typed !== undefined}
          aria-describedby={problem}
          value={typed ?? value}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(undefined)}
          className={`h-11 rounded-xl border bg-surface px-3 tabular-nums ${slider ? 'w-20 text-right' : 'w-full'} ${typed === undefined ? 'border-field' : 'border-danger'}`}
        />
      </div>
      <p id={problem} role="status" className="text-sm text-danger">
        {typed !== undefined && words.out_of_range}
      </p>
    </div>
  );
}
