import { confidenceOf } from '@/lib/answer/confidence';
import type { Entry } from './entry';
import { opposed } from './opposed';
import type { KnowledgeSearch, Served } from './search';

/** What of a draft is compared with the published entries. */
export type Draft = Pick<Entry, 'id' | 'question' | 'variants' | 'answer'>;

/**
 * same_wording: wordings of the draft are the other entry's own. found_first: customers who ask in these wordings get
 * the other entry. contradiction: the two say another thing of the same subject.
 */
export type Warning = Pick<Served, 'id' | 'question'> &
  (
    | { kind: 'same_wording' | 'found_first'; wordings: string[] }
    | { kind: 'contradiction'; draft: string; published: string }
  );

/** Wordings of a draft that are looked up: each costs an embedding. */
const MOST_WORDINGS = 40;
/** Entries found by the draft's question whose answers are compared with its own. */
const COMPARED = 5;

/**
 * What the author of a draft and its reviewer should look at before it is published: other entries that it repeats or
 * contradicts, the worst first. None is a reason to refuse it: both may be meant.
 */
export async function warningsOf(
  draft: Draft,
  knowledge: Pick<KnowledgeSearch, 'consider'>,
): Promise<Warning[]> {
  const same = new Map<Served, string[]>();
  const first = new Map<Served, string[]>();
  const near = new Map<string, Served>();
  for (const wording of [draft.question, ...draft.variants].slice(0, MOST_WORDINGS)) {
    const findings = await knowledge.consider(wording, COMPARED);
    const [hit] = findings.hits;
    if (wording === draft.question) for (const { entry } of findings.hits) near.set(entry.id, entry);
    if (!hit || hit.entry.id === draft.id) continue;
    const confidence = confidenceOf(findings);
    if (confidence !== 'exact' && confidence !== 'sure') continue;
    const group = confidence === 'exact' ? same : first;
    group.set(hit.entry, [...(group.get(hit.entry) ?? []), wording]);
    near.set(hit.entry.id, hit.entry);
  }
  near.delete(draft.id);
  const contradictions = [...near.values()].flatMap(({ id, question, answer }) =>
    opposed(draft.answer, answer).map(
      (pair): Warning => ({ kind: 'contradiction', id, question, draft: pair.ours, published: pair.theirs }),
    ),
  );
  return [...grouped('same_wording', same), ...contradictions, ...grouped('found_first', first)];
}

/** A warning for each entry, the one with the most wordings first. */
function grouped(kind: 'same_wording' | 'found_first', found: ReadonlyMap<Served, string[]>): Warning[] {
  return [...found]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([{ id, question }, wordings]) => ({ kind, id, question, wordings }));
}
