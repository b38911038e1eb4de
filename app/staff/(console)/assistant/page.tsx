import { z } from 'zod';
import { requestLocale } from '@/app/locale';
import { MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import { getStaffNotes } from '@/lib/assistant/notes';
import { readTurns } from '@/lib/assistant/turns';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { asOndamError } from '@/lib/errors';
import { NotPermitted, requirePermission } from '../../guard';
import { Assistant } from './assistant';

const query = z.object({
  /** A question to begin with. */
  q: z.string().optional().catch(undefined),
  /** A conversation to go on with. */
  c: z.uuid().optional().catch(undefined),
});

/** The staff assistant. */
export default async function AssistantPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const signed = await requirePermission('assistant.use');
  if (!signed) return <NotPermitted />;
  const { q = '', c } = query.parse(await searchParams);
  const [db, notes] = await Promise.all([getDatabase(), getStaffNotes()]);
  const turns = c && (await readTurns(db, notes, signed.id, c).catch(unlessMissing));
  return (
    <Assistant
      locale={await requestLocale()}
      mayReply={may(signed.role, 'inbox.use')}
      asked={q.slice(0, MAX_QUESTION_CHARACTERS)}
      begun={turns ? { id: c, turns } : undefined}
    />
  );
}

/** A conversation that is gone, or somebody else's, is a new one. */
function unlessMissing(thrown: unknown): undefined {
  if (asOndamError(thrown).code !== 'conversation_not_found') throw thrown;
}
