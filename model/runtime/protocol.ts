import { z } from 'zod';
import type { GenerationResult, ModelInfo, TokenEvent } from './engine';
import type { RuntimeErrorCode } from './errors';
import { samplingSchema } from './sampling';

/** What the web server's process asks of the model's process. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('generate'),
    id: z.int(),
    prompt_ids: z.array(z.int().nonnegative()),
    quotable: z.array(z.array(z.int().nonnegative())),
    sampling: samplingSchema,
    forced: z.array(z.int().nonnegative()),
    inspected: z.int().min(0).max(20),
  }),
  z.object({ type: z.literal('cancel'), id: z.int() }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What it answers: once how loading went, then for each generation its tokens and one end. */
export type WorkerMessage =
  | { type: 'ready'; info: ModelInfo }
  | { type: 'load_failed'; code: RuntimeErrorCode; message: string }
  | { type: 'token'; id: number; event: TokenEvent }
  | { type: 'done'; id: number; result: GenerationResult }
  | { type: 'failed'; id: number; code: RuntimeErrorCode; message: string };

export type GenerationMessage = Extract<WorkerMessage, { id: number }>;
