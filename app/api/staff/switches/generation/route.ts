import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { getSwitches, switchGeneration } from '@/lib/ops/switches';

const bodySchema = z.strictObject({ on: z.boolean() });

/** Turns the model's writing off or on. When this is answered, it holds here; in other processes a moment later. */
export const PUT = staffRoute('switches.change', async ({ request, db, signed }) => {
  const { on } = await readBody(request, bodySchema);
  const state = await switchGeneration(db, signed, on);
  await (await getSwitches()).reread();
  return state;
});
