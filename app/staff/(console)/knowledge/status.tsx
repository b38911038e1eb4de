import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import type { Status } from '@/lib/knowledge/store';
import { useWords } from '../../words';

const LOOKS: Record<Status, string> = {
  draft: 'badge border border-field !bg-surface !text-ink',
  reviewed: 'badge border border-accent !bg-surface',
  published: 'badge border border-transparent',
  retired: 'badge border border-line !bg-page !text-soft',
};

/** Where a version is between draft and retired. */
export function StatusBadge({ status }: { status: Status }) {
  return <span className={LOOKS[status]}>{useWords(knowledgeWords).status[status]}</span>;
}

const KOREA_MS = 9 * 60 * 60 * 1000;

/** An instant in Korea to the minute, as dates stand in entries: server and browser must write it alike. */
export const minuteOf = (instant: Date): string =>
  new Date(instant.getTime() + KOREA_MS).toISOString().slice(0, 16).replace('T', ' ');

export const dayOf = (instant: Date): string => minuteOf(instant).slice(0, 10);
