import { z } from 'zod';

const environment = z.object({
  /** A PostgreSQL server; absent, an embedded PostgreSQL keeps its files under ONDAM_DATA_DIR. */
  DATABASE_URL: z.string().min(1).optional(),
  ONDAM_DATA_DIR: z.string().min(1).default('.data'),
  /** The exported model folder that answers. */
  ONDAM_MODEL_DIR: z.string().min(1).default('model/bank'),
});

/** The process's settings, checked once; an empty variable counts as absent. */
export function readEnvironment(source: Record<string, string | undefined> = process.env) {
  return environment.parse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
}
