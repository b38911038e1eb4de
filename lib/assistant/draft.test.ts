import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { citationOf } from '@/lib/answer/plan';
import { describeOnBothDatabases } from '@/lib/db/testing';
import type { Entry } from '@/lib/knowledge/entry';
import type { EntryVersion } from '@/lib/knowledge/served';
import { addVersions } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { checkLines, checkText } from './check';
import { draftReply, inTone } from './draft';

const HOURS = entryOf({
  id: 'hours-01',
  question: '영업점은 몇 시까지 하나요?',
  answer: '영업점은 평일 09:00~16:00에 열어요. 주말에는 쉬어요. 공항 환전소만 매일 06:00~21:00에 열어요.',
  facts: ['평일 09:00~16:00', '매일 06:00~21:00'],
});
const PUBLISHED = { status: 'published', author: 'seed', published_at: new Date() } as const;

const asVersion = (entry: Entry) => ({ ...entry, version: 1 }) as EntryVersion;
const bare = (text: string) => text.replace(/\s/g, '');

it('marks each sentence: what a citation says, what none says, and what claims nothing', () => {
  const text = '안녕하세요, 고객님. 영업점은 평일 09:00~16:00에 열어요. 평일 09:00~18:00에 열어요.';
  expect(checkLines(text, [citationOf(asVersion(HOURS))])).toEqual([
    { text: '안녕하세요, 고객님.', mark: 'courtesy' },
    {
      text: '영업점은 평일 09:00~16:00에 열어요.',
      mark: 'supported',
      citation: { id: 'hours-01', version: 1 },
    },
    {
      text: '평일 09:00~18:00에 열어요.',
      mark: 'unsupported',
      spans: [expect.stringContaining('18:00')],
    },
  ]);
});

it('lets no claim pass as a courtesy', () => {
  const texts = '감사합니다. 1588-9999로 전화해 주세요. 수수료는 없어요. 연 5%예요.';
  expect(checkLines(texts, []).map(({ mark }) => mark)).toEqual([
    'courtesy',
    'unsupported',
    'unsupported',
    'unsupported',
  ]);
});

it('drafts from every entry of the bank: short with all its facts, and polite without an unsupported sentence', () => {
  for (const name of readdirSync('data/faq')) {
    for (const line of readFileSync(`data/faq/${name}`, 'utf8').trim().split('\n')) {
      const entry = asVersion(JSON.parse(line) as Entry);
      const short = bare(inTone('short', entry.answer, [entry]));
      for (const fact of entry.facts) expect(short, entry.id).toContain(bare(fact));
      const polite = checkLines(inTone('polite', entry.answer, [entry]), [citationOf(entry)]);
      expect(new Set(polite.map(({ mark }) => mark)), entry.id).toEqual(new Set(['courtesy', 'supported']));
    }
  }
});

describeOnBothDatabases('drafts', (db) => {
  it('rest on what customers are told today: a replaced text neither goes out nor counts as support', async () => {
    await db().transaction((tx) => addVersions(tx, [HOURS], PUBLISHED));
    const old = citationOf(asVersion(HOURS));
    const said = { text: HOURS.answer, citations: [old] };
    const { text } = await draftReply(db(), said, 'short');
    expect(text).toBe('영업점은 평일 09:00~16:00에 열어요. 공항 환전소만 매일 06:00~21:00에 열어요.');

    const answer = '영업점은 평일 09:30~15:30에 열어요.';
    const changed = { ...HOURS, answer, facts: [] };
    await db().transaction((tx) => addVersions(tx, [changed], PUBLISHED));
    const drafted = await draftReply(db(), said, 'detailed');
    expect(drafted).toMatchObject({ text: answer, citations: [{ id: 'hours-01', version: 2 }] });
    const checked = await checkText(db(), HOURS.answer, [old]);
    expect(checked.outdated).toEqual([{ id: 'hours-01', version: 1 }]);
    expect(new Set(checked.lines.map(({ mark }) => mark))).toEqual(new Set(['unsupported']));
  });
});
