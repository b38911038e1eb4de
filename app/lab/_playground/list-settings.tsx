import { useId, useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { useCustomerWords, useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { isStopText, type LabSampling, MOST_BIASES, MOST_STOPS } from '@/lib/lab/sampling';

interface Props<T> {
  value: T | undefined;
  onChange: (value: T | undefined) => void;
}

/** Texts before which the answer ends, a line each. */
export function StopTexts({ value, onChange }: Props<string[]>) {
  const words = useWords(playgroundWords).stop_texts;
  return (
    <LinesSetting
      name="stop"
      label={words.name}
      explanation={fill(words.explanation, { most: MOST_STOPS })}
      wrong={fill(words.wrong, { most: MOST_STOPS })}
      value={value}
      first={[]}
      write={(stops) => stops.join('\n')}
      read={(lines) => (lines.length <= MOST_STOPS && lines.every(isStopText) ? lines : undefined)}
      onChange={onChange}
    />
  );
}

/** What is added to single tokens' logits, `id value` a line. */
export function LogitBias({ value, onChange }: Props<NonNullable<LabSampling['logit_bias']>>) {
  const words = useWords(playgroundWords).logit_bias;
  return (
    <LinesSetting
      name="logit_bias"
      label={words.name}
      explanation={words.explanation}
      wrong={fill(words.wrong, { most: MOST_BIASES })}
      value={value}
      first={{}}
      write={(bias) =>
        Object.entries(bias)
          .map(([id, added]) => `${id} ${added}`)
          .join('\n')
      }
      read={readBias}
      onChange={onChange}
    />
  );
}

function readBias(lines: string[]): Record<string, number> | undefined {
  const parts = lines.map((line) => /^(\d{1,7})[\s:,]+(-?\d+(?:\.\d+)?)$/.exec(line.trim()));
  const fits = parts.every((part) => part && Math.abs(Number(part[2])) <= 100);
  if (!fits || lines.length > MOST_BIASES) return undefined;
  return Object.fromEntries(parts.map((part) => [String(Number(part?.[1])), Number(part?.[2])]));
}

/** A setting of several lines: the default, none, or one's own. What does not fit stays as typed and is not taken. */
function LinesSetting<T>({
  name,
  label,
  explanation,
  wrong,
  value,
  first,
  write,
  read,
  onChange,
}: Props<T> & {
  name: string;
  label: string;
  explanation: string;
  wrong: string;
  first: T;
  write: (value: T) => string;
  read: (lines: string[]) => T | undefined;
}) {
  const { settings } = useCustomerWords();
  const { none } = useWords(playgroundWords);
  const [typed, setTyped] = useState(value === undefined ? '' : write(value));
  const [title, sentence, problem] = [useId(), useId(), useId()];
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const fits = read(lines) !== undefined;
  return (
    <fieldset aria-labelledby={title} aria-describedby={sentence}>
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
          onChoose={(kind) => {
            setTyped('');
            onChange(kind === 'standard' ? undefined : first);
          }}
          className="flex shrink-0"
        />
      </div>
      <p id={sentence} className="mt-1 text-sm leading-relaxed text-soft">
        {explanation} {value === undefined && none}
      </p>
      {value !== undefined && (
        <>
          <textarea
            aria-label={label}
            aria-invalid={!fits}
            aria-describedby={problem}
            rows={3}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              const taken = read(event.target.value.split('\n').filter((line) => line.trim() !== ''));
              if (taken !== undefined) onChange(taken);
            }}
            className="field mt-2"
          />
          <p id={problem} role="status" className="text-sm text-danger">
            {!fits && wrong}
          </p>
        </>
      )}
    </fieldset>
  );
}
