import { z } from 'zod';

/** Known to everybody who reads this line: sessions signed with it prove nothing, so it serves demonstrations alone. */
const DEMO_SECRET = 'a-secret-for-demonstrations-that-keeps-nothing-secret';

const environment = z
  .object({
    /** production: no demo accounts, no default secret. */
    ONDAM_MODE: z.enum(['demo', 'production']).default('demo'),
    /** Signs the sessions of staff. */
    ONDAM_SECRET: z.string().min(32, 'ONDAM_SECRET needs 32 characters or more').default(DEMO_SECRET),
    /** The password of every demo account. */
    ONDAM_DEMO_PASSWORD: z.string().min(8).default('ondam-demo-2026'),
    /** A PostgreSQL server; absent, an embedded PostgreSQL keeps its files under ONDAM_DATA_DIR. */
    DATABASE_URL: z.string().min(1).optional(),
    ONDAM_DATA_DIR: z.string().min(1).default('.data'),
    /** Where training keeps its runs: the lab shows them, and follows one that goes on. */
    ONDAM_RUNS_DIR: z.string().min(1).default('runs'),
    /** The exported model folder that answers. */
    ONDAM_MODEL_DIR: z.string().min(1).default('model/bank'),
    /** How many proxies stand before the server: that many addresses of x-forwarded-for are theirs. */
    ONDAM_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
    /** Questions that one customer may ask in a minute. */
    ONDAM_QUESTIONS_PER_MINUTE: z.coerce.number().int().min(1).default(20),
  })
  .refine(({ ONDAM_MODE, ONDAM_SECRET }) => ONDAM_MODE === 'demo' || ONDAM_SECRET !== DEMO_SECRET, {
    message: 'ONDAM_MODE=production needs an ONDAM_SECRET of its own: 32 random characters or more',
  });

/** The process's settings, checked once; an empty variable counts as absent. */
export function readEnvironment(source: Record<string, string | undefined> = process.env) {
  return environment.parse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
}
