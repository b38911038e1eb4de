import { expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { raiseRevision } from '@/lib/knowledge/served';
import { addVersions, retire } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { StaffNotes } from './notes';

const DORMANT = entryOf({
  id: 'dormant-01',
  question: '휴면예금은 어떻게 찾나요?',
  staff_note: '[8310] 휴면예금 조회·환급 대행. 출연 뒤에는 서민금융진흥원에 지급을 청구한다.',
});
const WIRE = entryOf({
  id: 'wire-01',
  question: '잘못 보낸 돈은 어떻게 돌려받나요?',
  staff_note: '[2350] 착오송금 접수. 수취인 정보는 절대 알려 주지 않는다.',
});

async function publish(db: Database, ...entries: ReturnType<typeof entryOf>[]): Promise<void> {
  await db.transaction(async (tx) => {
    await addVersions(tx, entries, { status: 'published', author: 'seed', published_at: new Date() });
    await raiseRevision(tx);
  });
}

describeOnBothDatabases('staff notes', (db) => {
  it('are found by their own words, the cited first, and as they stand at this moment', async () => {
    const others = Array.from({ length: 40 }, (_, i) =>
      entryOf({ staff_note: `[${7000 + i}] 시험 업무 ${i} 처리.` }),
    );
    await publish(db(), DORMANT, WIRE, ...others);
    const notes = new StaffNotes(db());
    expect((await notes.find('휴면예금 환급을 대행하려면 어느 화면을 쓰나요?'))[0]).toMatchObject({
      id: 'dormant-01',
      version: 1,
      note: DORMANT.staff_note,
      effective_date: DORMANT.effective_date,
      cited: false,
    });
    const cited = await notes.find('휴면예금 환급 대행 화면', { cited: ['wire-01'] });
    expect(cited.map(({ id }) => id).slice(0, 2)).toEqual(['wire-01', 'dormant-01']);
    expect(await notes.find('공룡은 왜 사라졌나요')).toEqual([]);

    await publish(db(), { ...DORMANT, staff_note: '[8399] 휴면예금 환급 대행 화면이 바뀌었다.' });
    expect((await notes.find('휴면예금 환급 대행 화면'))[0]).toMatchObject({ version: 2 });
    await retire(db(), 'dormant-01', 2);
    expect((await notes.find('휴면예금 환급 대행')).map(({ id }) => id)).not.toContain('dormant-01');
  });
});
