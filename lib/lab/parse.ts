import { OndamError } from '@/lib/errors';
import { LONGEST_PROMPT, type RunRequest, runRequestSchema } from './run';
import { LAB_RANGES, type LabControl } from './sampling';

/**
 * A request's body as a run.
 *
 * @throws text_too_long; sampling_out_of_range for a number that a control does not take; invalid_request, naming the
 *   field, for everything else that is not of the form
 */
export function parseRun(body: unknown): RunRequest {
  const parsed = runRequestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const field = path.join('.') || undefined;
  if (issue.code === 'too_big' && issue.origin === 'string') {
    throw new OndamError('text_too_long', { field, values: { limit: LONGEST_PROMPT } });
  }
  const control = path[1] as LabControl;
  if (path[0] === 'sampling' && control in LAB_RANGES && issue.code !== 'invalid_type') {
    const { min, max, integer } = LAB_RANGES[control];
    const values = { control, min, max, kind: integer ? 'integer' : 'number' };
    throw new OndamError('sampling_out_of_range', { field, values });
  }
  throw new OndamError('invalid_request', { field });
}
