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
    /** An OpenAI-compatible engine that answers instead, up to and with /v1; the embedded model stands in for it. */
    MODEL_URL: z
      .url({ protocol: /^https?$/, error: 'MODEL_URL is no http or https address' })
      .refine((url) => !URL.canParse(url) || !(new URL(url).username || new URL(url).password), {
        message: 'MODEL_URL holds a name or a password: put the key in MODEL_API_KEY',
      })
      .optional(),
    MODEL_NAME: z.string().min(1).default('ondam-bank'),
    MODEL_API_KEY: z.string().min(1).optional(),
    /** completions: the engine serves our network. chat: it serves another. Absent: what it has, completions first. */
    MODEL_API: z.enum(['completions', 'chat']).optional(),
    /** How long the engine may take for the first word, and for each after it. */
    MODEL_TIMEOUT_SECONDS: z.coerce.number().positive().max(600).default(10),
    /** How many proxies stand before the server: that many addresses of x-forwarded-for are theirs. */
    ONDAM_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
    /** Conversations in which nothing was said for so many days are deleted. */
    ONDAM_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(365),
    /** What /api/metrics asks for, as a bearer token; without one it answers in a demo alone. */
    ONDAM_METRICS_TOKEN: z.string().min(16, 'ONDAM_METRICS_TOKEN needs 16 characters or more').optional(),
    /** The least that is logged; a demo's terminal is for whoever tries it. */
    ONDAM_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
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
