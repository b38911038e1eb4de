import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, getTableColumns, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { api_keys } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { API_SCOPES } from './api-scopes';
import { type Actor, record } from './audit';

/** Begins every key, so that scanners of leaked secrets and people know one when they see it. */
const KEY_START = 'ondam-';
/** Characters by which a key is shown and looked up: 36 of its random bits. */
const PREFIX_LENGTH = KEY_START.length + 6;

/** How exact "last used" is: a key that is used all day is not written with every request. */
const LAST_USED_MS = 60_000;

const { hash: _, ...shown } = getTableColumns(api_keys);

/** A key as the console and the API see it. */
export type ApiKey = Omit<typeof api_keys.$inferSelect, 'hash'>;

export const MOST_REQUESTS_PER_MINUTE = 10_000;

export const apiKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z
    .array(z.enum(API_SCOPES))
    .min(1)
    .transform((scopes) => [...new Set(scopes)]),
  /** null: all models that are served. */
  models: z.array(z.string().min(1).max(100)).min(1).max(20).nullable().default(null),
  requests_per_minute: z.int().min(1).max(MOST_REQUESTS_PER_MINUTE).default(60),
});

/** A fast hash is right here: unlike a password, 256 random bits cannot be guessed however fast one tries. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** Makes a key. It is returned here and nowhere afterwards. */
export async function issueApiKey(
  db: Database,
  actor: Actor,
  given: z.infer<typeof apiKeySchema>,
  key = KEY_START + randomBytes(32).toString('base64url'),
): Promise<{ key: string; api_key: ApiKey }> {
  const [prefix, hash] = [key.slice(0, PREFIX_LENGTH), hashOf(key)];
  return db.transaction(async (tx) => {
    const [api_key] = await tx
      .insert(api_keys)
      .values({ ...given, prefix, hash, created_by: actor.name })
      .returning(shown);
    await record(
      tx,
      actor,
      'api_key.create',
      { type: 'api_key', id: api_key.id },
      { after: audited(api_key) },
    );
    return { key, api_key };
  });
}

/** Ends a key: from the next request on it is unknown. @throws api_key_not_found, also when it was revoked before */
export async function revokeApiKey(db: Database, actor: Actor, id: string): Promise<ApiKey> {
  if (!z.uuid().safeParse(id).success) throw new OndamError('api_key_not_found');
  return db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(api_keys)
      .set({ revoked_at: new Date() })
      .where(and(eq(api_keys.id, id), isNull(api_keys.revoked_at)))
      .returning(shown);
    if (!revoked) throw new OndamError('api_key_not_found');
    await record(tx, actor, 'api_key.revoke', { type: 'api_key', id }, { before: audited(revoked) });
    return revoked;
  });
}

const audited = ({ name, prefix, scopes, models, requests_per_minute }: ApiKey) => ({
  name,
  prefix,
  scopes,
  models,
  requests_per_minute,
});

/** All keys, those in use first and of each kind the newest; revoked ones too. */
export async function apiKeys(db: Database): Promise<ApiKey[]> {
  return db
    .select(shown)
    .from(api_keys)
    .orderBy(sql`${api_keys.revoked_at} is not null`, desc(api_keys.created_at));
}

/** The key that a request shows, noted as used; undefined for one that is unknown or revoked. */
export async function findApiKey(db: Database, key: string): Promise<ApiKey | undefined> {
  const given = Buffer.from(hashOf(key), 'hex');
  const rows = await db
    .select()
    .from(api_keys)
    .where(and(eq(api_keys.prefix, key.slice(0, PREFIX_LENGTH)), isNull(api_keys.revoked_at)));
  const found = rows.find(({ hash }) => timingSafeEqual(Buffer.from(hash, 'hex'), given));
  if (!found) return;
  const now = new Date();
  const { id, last_used_at } = api_keys;
  await db
    .update(api_keys)
    .set({ last_used_at: now })
    .where(
      and(
        eq(id, found.id),
        or(isNull(last_used_at), lt(last_used_at, new Date(now.getTime() - LAST_USED_MS))),
      ),
    );
  const { hash, ...api_key } = found;
  return api_key;
}
