import { z } from 'zod';
import { OndamError } from '@/lib/errors';
import { CHAT_RANGES, type ChatControl, chatSamplingSchema } from './sampling';

const questionSchema = z.strictObject({
  conversation_id: z.string().optional(),
  text: z.string(),
  sampling: chatSamplingSchema.default({}),
});

const againSchema = z.strictObject({
  conversation_id: z.string(),
  regenerate: z.literal(true),
  sampling: chatSamplingSchema.default({}),
});

/** A chat request's body: a question, or the wish for another answer to the last one; never the transcript. */
export type ChatRequest = z.infer<typeof questionSchema> | z.infer<typeof againSchema>;

/**
 * @throws sampling_out_of_range for a number that a control does not take; invalid_request, naming the
 *   field, for everything else that is not of the form
 */
export function parseChatRequest(body: unknown): ChatRequest {
  const again = typeof body === 'object' && body !== null && 'regenerate' in body;
  const parsed = (again ? againSchema : questionSchema).safeParse(body);
  if (parsed.success) return parsed.data;

  const issue = parsed.error.issues[0];
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const field = path.join('.') || undefined;
  const control = path[1] as ChatControl;
  if (path[0] === 'sampling' && control in CHAT_RANGES && typeof valueAt(body, path) === 'number') {
    const { min, max, integer } = CHAT_RANGES[control];
    const values = { control, min, max, kind: integer ? 'integer' : 'number' };
    throw new OndamError('sampling_out_of_range', { field, values });
  }
  throw new OndamError('invalid_request', { field });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
