import { isDatabaseAway } from './db/away';

/**
 * Everything that can go wrong for the person asking, by stable code: the HTTP status it travels under and
 * the surface that shows it. `field` stands beside what was typed, `notice` above the box with a way to
 * retry, `page` instead of the conversation. Messages are in the dictionaries (lib/i18n), under `errors`.
 */
export const ERRORS = {
  text_empty: { status: 400, surface: 'field' },
  text_control_only: { status: 400, surface: 'field' },
  text_not_well_formed: { status: 400, surface: 'field' },
  text_too_long: { status: 413, surface: 'field' },
  context_exceeded: { status: 413, surface: 'field' },
  sampling_out_of_range: { status: 400, surface: 'field' },
  malformed_json: { status: 400, surface: 'notice' },
  invalid_request: { status: 400, surface: 'notice' },
  body_too_large: { status: 413, surface: 'notice' },
  conversation_not_found: { status: 404, surface: 'page' },
  answer_in_progress: { status: 409, surface: 'notice' },
  nothing_to_regenerate: { status: 409, surface: 'notice' },
  entry_exists: { status: 409, surface: 'field' },
  entry_not_found: { status: 404, surface: 'notice' },
  entry_not_editable: { status: 409, surface: 'notice' },
  entry_not_draft: { status: 409, surface: 'notice' },
  entry_not_reviewed: { status: 409, surface: 'notice' },
  entry_already_retired: { status: 409, surface: 'notice' },
  own_draft: { status: 403, surface: 'notice' },
  entry_invalid: { status: 400, surface: 'field' },
  nothing_to_edit: { status: 409, surface: 'notice' },
  message_not_found: { status: 404, surface: 'notice' },
  not_bots_turn: { status: 409, surface: 'notice' },
  handoff_not_found: { status: 404, surface: 'notice' },
  handoff_taken: { status: 409, surface: 'notice' },
  handoff_not_claimed: { status: 409, surface: 'notice' },
  nothing_to_suggest: { status: 409, surface: 'notice' },
  canned_reply_not_found: { status: 404, surface: 'notice' },
  case_not_found: { status: 404, surface: 'notice' },
  feedback_handled: { status: 409, surface: 'notice' },
  not_signed_in: { status: 401, surface: 'page' },
  not_permitted: { status: 403, surface: 'page' },
  wrong_credentials: { status: 401, surface: 'field' },
  wrong_password: { status: 403, surface: 'field' },
  member_exists: { status: 409, surface: 'field' },
  member_not_found: { status: 404, surface: 'notice' },
  last_admin: { status: 409, surface: 'notice' },
  api_key_not_found: { status: 404, surface: 'notice' },
  session_not_found: { status: 404, surface: 'notice' },
  model_not_found: { status: 404, surface: 'notice' },
  model_changed: { status: 409, surface: 'notice' },
  bot_unknown: { status: 404, surface: 'notice' },
  bot_refused: { status: 401, surface: 'notice' },
  cross_origin: { status: 403, surface: 'notice' },
  too_many_requests: { status: 429, surface: 'notice' },
  busy: { status: 503, surface: 'notice' },
  model_unavailable: { status: 503, surface: 'notice' },
  database_unavailable: { status: 503, surface: 'notice' },
  internal: { status: 500, surface: 'notice' },
} as const satisfies Record<string, { status: number; surface: 'field' | 'notice' | 'page' }>;

export type ErrorCode = keyof typeof ERRORS;

/** How long a caller should wait before trying again, in seconds, where trying again can help. */
export const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  busy: 5,
  model_unavailable: 30,
  database_unavailable: 10,
};

/** The one error type of the assistant. `field` names the offending input; `values` fill the message. */
export class OndamError extends Error {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly values: Record<string, string | number>;

  constructor(
    code: ErrorCode,
    {
      field,
      values = {},
      cause,
    }: { field?: string; values?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(field ? `${code}: ${field}` : code, { cause });
    this.name = 'OndamError';
    this.code = code;
    this.field = field;
    this.values = values;
  }
}

/** Any thrown value as an OndamError; what we did not foresee becomes `internal`, its cause kept for the log. */
export function asOndamError(thrown: unknown): OndamError {
  if (thrown instanceof OndamError) return thrown;
  return new OndamError(isDatabaseAway(thrown) ? 'database_unavailable' : 'internal', { cause: thrown });
}
