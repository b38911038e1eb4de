import type { ChatControl } from '@/lib/answer/sampling';
import type { ErrorCode, OndamError } from '@/lib/errors';
import { en } from './en';
import { fill } from './fill';
import { type Dictionary, ko } from './ko';
import type { Locale } from './locale';

export { fill } from './fill';
export type { Dictionary } from './ko';
export { LOCALE_COOKIE, type Locale, localeOf } from './locale';

const DICTIONARIES: Record<Locale, Dictionary> = { ko, en };

export function dictionaryOf(locale: Locale): Dictionary {
  return DICTIONARIES[locale];
}

/** An error as the API gives it. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  field?: string;
}

export function errorBody({ errors, settings }: Dictionary, error: OndamError): ErrorBody {
  const { code, field, values } = error;
  const words: Record<string, string> = {};
  if (code === 'sampling_out_of_range') {
    // A control that the chat does not have goes by its own name.
    words.name = settings.control[values.control as ChatControl]?.name ?? String(values.control);
    words.kind = settings.kind[values.kind as 'integer' | 'number'];
  }
  return { code, message: fill(errors[code], { ...values, ...words }), field };
}
