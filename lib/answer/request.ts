import { z } from 'zod';
import { OndamError } from '@/lib/errors';
import { valueAt } from '@/lib/value-at';
import { numberWithin } from '@/model/runtime/sampling';
import { CHAT_RANGES, type ChatControl } from './sampling';

const control = (name: ChatControl) => numberWithin(CHAT_RANGES[name]);

/** The settings that a request may carry. */
export const chatSamplingSchema = z.strictObject({
  temperature: control('temperature'),
  top_k: control('top_k'),
  top_p: control('top_p'),
  min_p: control('min_p'),
  repetition_penalty: control('repetition_penalty'),
  seed: control('seed'),
  max_tokens: control('max_tokens'),
});

const questionSchema = z.strictObject({
  conversation_id: z.string().optional(),
  text: z.string(),
  /** Whether it takes the place of the last question, whose answers go with it. */
  edit: z.literal(true).optional(),
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
