import type { ChatControl } from '@/lib/answer/sampling';
import type { ErrorCode, OndamError } from '@/lib/errors';
import { en } from './en';
import { type Dictionary, ko } from './ko';

export type { Dictionary } from './ko';

const DICTIONARIES = { ko, en };
export type Locale = keyof typeof DICTIONARIES;

export const LOCALE_COOKIE = 'ondam_locale';

/** The locale of a cookie's value; Korean unless it says English. */
export function localeOf(cookie: string | undefined): Locale {
  return cookie === 'en' ? 'en' : 'ko';
}

export function dictionaryOf(locale: Locale): Dictionary {
  return DICTIONARIES[locale];
}

/** A dictionary's text with its {braces} filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
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
    words.name = settings.control[values.control as ChatControl].name;
    words.kind = settings.kind[values.kind as 'integer' | 'number'];
  }
  return { code, message: fill(errors[code], { ...values, ...words }), field };
}
