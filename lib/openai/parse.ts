import type { z } from 'zod';
import { valueAt } from '@/lib/value-at';
import { SAMPLING_RANGES } from '@/model/runtime/ranges';
import { ApiError } from './errors';

/** Parts of OpenAI's API that no model here has: refused by name, so that nobody takes them for done. */
const UNSUPPORTED = [
  'tools',
  'tool_choice',
  'functions',
  'function_call',
  'audio',
  'prediction',
  'web_search_options',
  'suffix',
];

/** Nothing is asked for by these values. */
const isNothing = (value: unknown) =>
  value === undefined || value === '' || value === 'none' || (Array.isArray(value) && value.length === 0);

/**
 * A request's body, of the schema's form; fields that are null count as absent.
 *
 * @throws ApiError 400, with the field as `param` and OpenAI's code for what is wrong with it
 */
export function parseRequest<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError(400, 'invalid_type', 'The body of the request must be a JSON object.');
  }
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  for (const param of UNSUPPORTED) {
    if (isNothing(given[param])) delete given[param];
    else throw new ApiError(400, 'unsupported_parameter', `'${param}' is not supported.`, { param });
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw ofIssue(parsed.error.issues[0], given);
}

function ofIssue(issue: z.core.$ZodIssue, body: unknown): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0]]);
    return new ApiError(400, 'unknown_parameter', `Unknown parameter: '${param}'.`, { param });
  }
  const param = nameOf(issue.path) || null;
  const value = valueAt(body, issue.path);
  if (value === undefined) {
    return new ApiError(400, 'missing_required_parameter', `Missing required parameter: '${param}'.`, {
      param,
    });
  }
  return new ApiError(400, codeOf(issue, value), `Invalid '${param}': ${issue.message}.`, { param });
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): string {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  switch (issue.code) {
    case 'invalid_type':
      return 'invalid_type';
    case 'too_big':
    case 'too_small': {
      const side = issue.code === 'too_big' ? 'above_max' : 'below_min';
      if (kind === 'number') return `${isInteger(issue.path, value) ? 'integer' : 'decimal'}_${side}_value`;
      return kind === 'array' || kind === 'string' ? `${kind}_${side}_length` : 'invalid_value';
    }
    default:
      return 'invalid_value';
  }
}

const isInteger = ([name]: readonly PropertyKey[], value: unknown) =>
  SAMPLING_RANGES[name as keyof typeof SAMPLING_RANGES]?.integer ?? Number.isInteger(value);

/** `messages[0].content`. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key),
    '',
  );
