import { useId } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Values } from './values';

/** A field with its name, what to write there, and what is wrong with it. @param rows makes it a text of lines */
export function Field({
  form: {
    register,
    formState: { errors },
  },
  name,
  label,
  hint,
  warning,
  rows,
  type,
  readOnly,
  suggestions,
  onChange,
}: {
  form: UseFormReturn<Values>;
  name: keyof Values;
  label: string;
  hint?: string;
  warning?: string;
  rows?: number;
  type?: 'date';
  readOnly?: boolean;
  suggestions?: string[];
  onChange?: (value: string) => void;
}) {
  const id = useId();
  const problem = errors[name]?.message ?? warning;
  const field = {
    ...register(name, { onChange: (event) => onChange?.(event.target.value) }),
    id,
    readOnly,
    lang: 'ko',
    'aria-invalid': errors[name] !== undefined,
    'aria-describedby': `${id}-hint ${id}-problem`,
    className: `field ${readOnly ? '!bg-page text-soft' : ''}`,
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {rows ? (
        <textarea rows={rows} {...field} />
      ) : (
        <input type={type} list={suggestions && `${id}-list`} autoComplete="off" {...field} />
      )}
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <p id={`${id}-hint`} className="text-xs text-soft empty:hidden">
        {hint}
      </p>
      <p id={`${id}-problem`} role="status" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
