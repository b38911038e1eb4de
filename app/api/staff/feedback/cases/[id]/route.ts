import { readBody, staffRoute } from '@/app/api/_http/staff';
import { caseSchema, changeCase, deleteCase } from '@/lib/insights/cases';

/** Changes an evaluation case. */
export const PUT = staffRoute<{ id: string }>('feedback.handle', async ({ request, params, signed, db }) =>
  changeCase(db, signed, params.id, await readBody(request, caseSchema)),
);

/** Deletes an evaluation case. */
export const DELETE = staffRoute<{ id: string }>('feedback.handle', async ({ params, signed, db }) =>
  deleteCase(db, signed, params.id),
);
