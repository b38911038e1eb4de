import { z } from 'zod';
import type { Filters, Paging } from '@/lib/knowledge/overview';

const STATUS_FILTERS = ['draft', 'reviewed', 'published', 'retired', 'to_review'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

const PAGE = 50;

const querySchema = z.object({
  q: z.string().max(200).catch('').default(''),
  area: z.string().max(30).catch('').default(''),
  status: z
    .enum(['', ...STATUS_FILTERS])
    .catch('')
    .default(''),
  sort: z
    .enum(['id', 'question', 'area', 'status', 'effective_date', 'updated_at'])
    .catch('id')
    .default('id'),
  descending: z.stringbool().catch(false).default(false),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

/** What the list's address says; what makes no sense there is passed over. */
export type ListQuery = z.infer<typeof querySchema>;

export const listQuery = (given: Record<string, string | string[] | undefined>): ListQuery =>
  querySchema.parse(given);

/** The address of the list as it will be after a change; another filter begins at the first page. */
export function listHref(query: ListQuery, change: Partial<ListQuery>): string {
  const next = { ...query, page: 1, ...change };
  const initial = querySchema.parse({});
  const told = (Object.keys(initial) as (keyof ListQuery)[]).filter((key) => next[key] !== initial[key]);
  const params = new URLSearchParams(told.map((key) => [key, String(next[key])]));
  return told.length > 0 ? `/staff/knowledge?${params}` : '/staff/knowledge';
}

/** @param email whose drafts need not be shown among those to review */
export function selection(query: ListQuery, email: string): { filters: Filters; paging: Paging } {
  const { q, area, status, sort, descending, page } = query;
  const filters: Filters = {
    q,
    area: area || undefined,
    status: status === 'to_review' || status === '' ? undefined : status,
    reviewable_by: status === 'to_review' ? email : undefined,
  };
  return { filters, paging: { sort, descending, limit: PAGE, offset: (page - 1) * PAGE } };
}

/** Which of all entries a page shows, from 1. */
export function rangeOf({ page }: ListQuery, shown: number, total: number) {
  const from = (page - 1) * PAGE + 1;
  return { from, to: from + shown - 1, total };
}
