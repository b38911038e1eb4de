import { type Actor, record } from '@/lib/auth/audit';
import type { Database } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';
import { bareEntry, type Entry } from './entry';
import type { Embed } from './search';
import type { EntryVersion } from './served';
import { lockVersion, publish, retire, review, saveDraft, versions } from './store';
import { type Format, type Imported, importEntries } from './transfer';

/** What people of the bank do to the knowledge: as the store does it, and written down in the audit log. */
export interface Editor extends Actor {
  /** Stands in the versions as author and reviewer. */
  email: string;
}

/**
 * Writes the first draft of a new entry.
 *
 * @throws entry_exists when its id is another's
 */
export async function draftNew(db: Database, editor: Editor, entry: Entry): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const draft = await saveDraft(tx, entry, editor.email);
    if (draft.version > 1) throw new OndamError('entry_exists', { field: 'id' });
    await written(tx, editor, 'entry.draft', undefined, draft);
    return draft;
  });
}

/**
 * Writes a new draft of an entry that is there.
 *
 * @throws entry_not_found
 */
export async function draftAgain(db: Database, editor: Editor, entry: Entry): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const draft = await saveDraft(tx, entry, editor.email);
    const before = (await versions(tx, entry.id)).find(({ version }) => version < draft.version);
    if (!before) throw new OndamError('entry_not_found');
    await written(tx, editor, 'entry.draft', before, draft);
    return draft;
  });
}

/** Changes a draft. @throws as saveDraft */
export const changeDraft = (db: Database, editor: Editor, entry: Entry, version: number) =>
  change(db, editor, 'entry.draft', entry.id, version, (tx) => saveDraft(tx, entry, editor.email, version));

/** Agrees to a draft. @throws as review */
export const reviewDraft = (db: Database, editor: Editor, id: string, version: number) =>
  change(db, editor, 'entry.review', id, version, (tx) => review(tx, id, version, editor.email));

/** Publishes a reviewed draft. @throws as publish */
export const publishDraft = (db: Database, editor: Editor, id: string, version: number, embed: Embed) =>
  change(db, editor, 'entry.publish', id, version, (tx) => publish(tx, id, version, { embed }));

/** Takes a version out of use. @throws as retire */
export const retireVersion = (db: Database, editor: Editor, id: string, version: number) =>
  change(db, editor, 'entry.retire', id, version, (tx) => retire(tx, id, version));

/** Takes a draft out of use. @throws as retire; entry_not_editable when it was published */
export const discardDraft = (db: Database, editor: Editor, id: string, version: number) =>
  change(db, editor, 'entry.retire', id, version, async (tx, { published_at }) => {
    if (published_at) throw new OndamError('entry_not_editable');
    return retire(tx, id, version);
  });

/** Brings in a file's entries as drafts. @returns as importEntries */
export async function importFile(
  db: Database,
  editor: Editor,
  format: Format,
  text: string,
): Promise<Imported> {
  return db.transaction(async (tx) => {
    const { errors, ...counts } = await importEntries(tx, format, text, editor.email);
    if (errors.length === 0) {
      await record(tx, editor, 'entry.import', { type: 'import', id: format }, { after: counts });
    }
    return { ...counts, errors };
  });
}

/** The version is held from before it is read: the log says what really changed. */
async function change(
  db: Database,
  editor: Editor,
  action: string,
  id: string,
  version: number,
  act: (tx: Database, before: EntryVersion) => Promise<EntryVersion>,
): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const before = await lockVersion(tx, id, version);
    const after = await act(tx, before);
    await written(tx, editor, action, before, after);
    return after;
  });
}

/** Records of a change what it changed, and of a new entry all of it. */
async function written(
  tx: Database,
  editor: Editor,
  action: string,
  before: EntryVersion | undefined,
  after: EntryVersion,
): Promise<void> {
  const subject = { type: 'entry', id: after.id };
  if (!before) return record(tx, editor, action, subject, { after: bareEntry(after) });
  const changed = (Object.keys(after) as (keyof EntryVersion)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const of = (row: EntryVersion) => ({
    version: row.version,
    ...Object.fromEntries(changed.map((field) => [field, row[field]])),
  });
  await record(tx, editor, action, subject, { before: of(before), after: of(after) });
}
