import { eventStream } from '@/app/api/_http/event-stream';
import { told } from '@/app/api/_http/failure';
import type { StaffRequest } from '@/app/api/_http/staff';
import { getAuth } from '@/lib/auth/auth';
import { permit, signedIn } from '@/lib/auth/session';
import { getChanges, type Topic } from '@/lib/db/changes';
import type { ErrorBody } from '@/lib/i18n';

/** Without a change the snapshot is sent again this often, so that a connection that died is noticed. */
const EVERY_MS = 15_000;

/** What is sent: how it is now, or the error that ended it. */
export type Live<T> = { snapshot: T } | { error: ErrorBody };

/**
 * What `read` gives, sent at once and again at each change of a topic. Who asks is looked up each time: an account
 * that is closed, or a session that ends, sees nothing more.
 */
export function live<Params, T>(
  { request, words }: StaffRequest<Params>,
  topic: Topic,
  read: () => Promise<T>,
): Response {
  async function* snapshots() {
    const [auth, changes] = await Promise.all([getAuth(), getChanges()]);
    for await (const _ of changes.watch(topic, request.signal, EVERY_MS)) {
      permit(await signedIn(auth, request.headers), 'inbox.use');
      yield { snapshot: await read() };
    }
  }
  return eventStream<Live<T>>(snapshots(), (thrown) => ({ error: told(thrown, words) }));
}
