import { useId, useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { CHAT_DEFAULTS, CHAT_RANGES, type ChatControl, type ChatSampling } from '@/lib/answer/sampling';
import { fill } from '@/lib/i18n/fill';
import { useWords } from '../words';

interface ControlProps {
  name: ChatControl;
  /** undefined: the default, which is then not sent. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

const STANDARD: ChatSampling = CHAT_DEFAULTS;
/** What a control begins with when it is set by hand and its default is no number. */
const FIRST_SEED = 42;

/** One setting: the default or a value of one's own, and what it does in one sentence. */
export function Control({ name, value, onChange }: ControlProps) {
  const { settings } = useWords();
  const title = useId();
  const explanation = useId();
  const { name: label, explanation: sentence } = settings.control[name];
  const standard = STANDARD[name];
  const standardText =
    standard === undefined ? settings.random : fill(settings.standard_value, { value: standard });
  return (
    <fieldset aria-labelledby={title} aria-describedby={explanation}>
      <div className="flex items-center justify-between gap-3">
        <span id={title} className="text-sm font-semibold">
          {label} <span className="font-normal text-soft">{name}</span>
        </span>
        <Choice
          options={[
            { value: 'standard', label: settings.standard },
            { value: 'custom', label: settings.custom },
          ]}
          chosen={value === undefined ? 'standard' : 'custom'}
          onChoose={(kind) => onChange(kind === 'standard' ? undefined : (standard ?? FIRST_SEED))}
          className="flex shrink-0"
        />
      </div>
      <p id={explanation} className="mt-1 text-sm leading-relaxed text-soft">
        {sentence} {value === undefined && standardText}
      </p>
      {value !== undefined && <NumberEntry name={name} label={label} value={value} onChange={onChange} />}
    </fieldset>
  );
}

/** A slider where the range is one that a slider can show, and always a box for the exact number. */
function NumberEntry({ name, label, value, onChange }: ControlProps & { label: string; value: number }) {
  const { settings, errors } = useWords();
  const [typed, setTyped] = useState<string>();
  const problem = useId();
  const { min, max, integer } = CHAT_RANGES[name];
  const step = integer ? 1 : 0.05;
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
        {name !== 'seed' && (
          <input
            type="range"
            aria-label={label}
            min={min}
            max={max}
            step={step}
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
          className={`h-11 rounded-xl border bg-surface px-3 tabular-nums ${name === 'seed' ? 'w-full' : 'w-20 text-right'} ${typed === undefined ? 'border-field' : 'border-danger'}`}
        />
      </div>
      <p id={problem} role="status" className="text-sm text-danger">
        {typed !== undefined &&
          fill(errors.sampling_out_of_range, {
            name: label,
            min,
            max,
            kind: settings.kind[integer ? 'integer' : 'number'],
          })}
      </p>
    </div>
  );
}
