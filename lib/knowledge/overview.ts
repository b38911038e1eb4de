import { and, asc, count, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entries, entry_versions } from '@/lib/db/schema';
import { servedVersions, today, versionFields } from './served';
import type { Status } from './store';

export const SORTS = ['id', 'question', 'area', 'status', 'effective_date', 'updated_at'] as const;
export type Sort = (typeof SORTS)[number];

/** An entry as the console lists it: its newest version that is not retired, or its newest where all are. */
export interface Row {
  id: string;
  version: number;
  status: Status;
  area: string;
  question: string;
  effective_date: string;
  author: string;
  updated_at: Date;
  /** The version that customers get today. */
  served_version: number | null;
}

export interface Filters {
  /** Occurs in a wording, the answer or the id. */
  q?: string;
  area?: string;
  status?: Status;
  /** Drafts that this person may review: by somebody else. */
  reviewable_by?: string;
}

/** A page of the entries that the filters let through, and how many there are. */
export async function listRows(
  db: Database,
  { q, area, status, reviewable_by }: Filters,
  { sort = 'id', descending = false, limit = 50, offset = 0 }: Paging = {},
): Promise<{ rows: Row[]; total: number }> {
  const current = currentVersions(db);
  const served = servedVersions(db, today()).as('served');
  const searched = sql`lower(concat_ws(e'\n', ${current.id}, ${current.question},
    array_to_string(${current.variants}, e'\n'), ${current.answer}))`;
  const where = and(
    area === undefined ? undefined : eq(current.area, area),
    status === undefined ? undefined : eq(current.status, status),
    reviewable_by === undefined
      ? undefined
      : and(eq(current.status, 'draft'), ne(current.author, reviewable_by)),
    q?.trim() ? sql`strpos(${searched}, lower(${q.normalize('NFC').trim()}::text)) > 0` : undefined,
  );
  const updated_at =
    sql<Date>`greatest(${current.created_at}, ${current.reviewed_at}, ${current.published_at},
    ${current.retired_at})`.mapWith(entry_versions.created_at);
  const by: Record<Sort, SQL | typeof current.id> = {
    id: sql`${current.id}`,
    question: sql`${current.question}`,
    area: sql`${current.area}`,
    status: sql`array_position(array['draft', 'reviewed', 'published', 'retired'], ${current.status})`,
    effective_date: sql`${current.effective_date}`,
    updated_at,
  };
  const rows = await db
    .select({
      id: current.id,
      version: current.version,
      status: current.status,
      area: current.area,
      question: current.question,
      effective_date: current.effective_date,
      author: current.author,
      updated_at,
      served_version: served.version,
    })
    .from(current)
    .leftJoin(served, eq(served.id, current.id))
    .where(where)
    .orderBy((descending ? desc : asc)(by[sort]), asc(current.id))
    .limit(limit)
    .offset(offset);
  const [{ total }] = await db.select({ total: count() }).from(current).where(where);
  return { rows, total };
}

export interface Paging {
  sort?: Sort;
  descending?: boolean;
  limit?: number;
  offset?: number;
}

/** A subject area, and the id that its next entry could have; none where its entries' ids have no form in common. */
export interface Area {
  area: string;
  next_id?: string;
}

/** The areas that entries are in. */
export async function areas(db: Database): Promise<Area[]> {
  const current = currentVersions(db);
  const named = await db
    .select({ area: current.area, id: sql<string>`min(${current.id})` })
    .from(current)
    .groupBy(current.area)
    .orderBy(asc(current.area));
  const numbered = await db.select({ id: entries.id }).from(entries);
  const last = new Map<string, number>();
  for (const { id } of numbered) {
    const [, prefix, number] = NUMBERED.exec(id) ?? [];
    if (prefix) last.set(prefix, Math.max(last.get(prefix) ?? 0, Number(number)));
  }
  return named.map(({ area, id }) => {
    const prefix = NUMBERED.exec(id)?.[1];
    if (!prefix) return { area };
    return { area, next_id: `${prefix}${String((last.get(prefix) ?? 0) + 1).padStart(2, '0')}` };
  });
}

const NUMBERED = /^(.+-)(\d+)$/;

function currentVersions(db: Database) {
  return db
    .selectDistinctOn([entry_versions.entry_id], versionFields)
    .from(entry_versions)
    .orderBy(entry_versions.entry_id, sql`${entry_versions.status} = 'retired'`, desc(entry_versions.version))
    .as('current');
}
