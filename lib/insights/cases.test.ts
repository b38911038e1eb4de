import { expect, it } from 'vitest';
import { evaluation_cases } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { saveDraft } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { caseSchema, changeCase, deleteCase, evaluationCases } from './cases';

const editor = { id: 'e', name: '편집' };

describeOnBothDatabases('evaluation cases', (db) => {
  it('are changed and deleted, and rest on an entry that there is', async () => {
    await saveDraft(db(), entryOf({ id: 'case-01' }), 'x');
    const [{ id }] = await db()
      .insert(evaluation_cases)
      .values({ question: '물음', author: 'x' })
      .returning();
    const given = caseSchema.parse({ question: '제 번호 010-1234-5678로 물어요', entry_id: 'case-01' });
    await expect(changeCase(db(), editor, id, { ...given, entry_id: 'no-such-entry' })).rejects.toMatchObject(
      { code: 'entry_not_found', field: 'entry_id' },
    );
    expect((await evaluationCases(db()))[0].question).toBe('물음');
    await changeCase(db(), editor, id, given);
    const [changed] = await evaluationCases(db());
    expect(changed).toMatchObject({ id, entry_id: 'case-01', author: 'x' });
    expect(changed.question).not.toContain('1234');
    await deleteCase(db(), editor, id);
    expect(await evaluationCases(db())).toEqual([]);
    for (const gone of [id, 'not an id']) {
      await expect(deleteCase(db(), editor, gone)).rejects.toMatchObject({ code: 'case_not_found' });
    }
  });
});
