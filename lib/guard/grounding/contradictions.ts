import { cut, pairs, type Span, shared } from './prose';

/**
 * How alike two clauses must be, by the pairs they share of those that either has and their predicates aside, to
 * be the same statement; and how much more alike than any clause of the passages that affirms or denies as the
 * answer does. Measured on data/faq by flipping one predicate (수 있 to 수 없, 면제 to 부과, 됩니다 to 안 됩니다)
 * in each of 669 sentences: 95 in 100 are found. No alarm falsely raised on any entry against itself, on 23,480
 * sentences against another entry of their area, or on the 398 answers of followups.jsonl.
 */
const ALIKE = 0.6;
const CLEARER_BY = 0.15;
/** Clauses of fewer pairs than this say too little to be compared. */
const LEAST_PAIRS = 3;

/**
 * The clauses of an answer that deny what the passages affirm or affirm what they deny: "할 수 없어요" where the
 * source has "할 수 있어요", 부과 where it has 면제. Conservative: only of a clause that is otherwise near the source's
 * own words, and never where the passages say both.
 */
export function contradictions(answer: string, passages: readonly string[]): Span[] {
  const sources = passages.flatMap((passage) => [...clauses(passage)]);
  return [...clauses(answer)]
    .filter((clause) => {
      const likeness = (denied: boolean) =>
        Math.max(
          0,
          ...sources.filter((source) => source.denied === denied).map((source) => alike(clause, source)),
        );
      const opposite = likeness(!clause.denied);
      return opposite >= ALIKE && opposite >= likeness(clause.denied) + CLEARER_BY;
    })
    .map(({ text, start, end }) => ({ text, start, end }));
}

interface Clause extends Span {
  denied: boolean;
  /** What it is about: the pairs of all but its predicate. */
  subject: ReadonlySet<string>;
}

const CLAUSE_END = /(?<=[가-힣](?:고|며|지만|는데|으니|하니|되니)),? |(?<=[.?!。])\s+|\n+/g;
const OPENER = /^(?:네|예|아니요|아니오),? /;

/** No fee, in its many wordings, is 면제; a fee, 부과. */
const FEE = '((?:수수료|비용|연회비|이용료|요금)[는은이가도]? ?(?:따로 |전혀 )?)';
const WAIVED = new RegExp(`${FEE}(?:없|(?:들|붙|나오)지 ?않|안 (?:들|붙))`, 'g');
const CHARGED = new RegExp(`${FEE}(?:있|듭|들어요|붙)`, 'g');

/** Words that deny, but not 아니라. Two of them affirm. */
const DENIAL = /(?:없|않|못|아니)(?!라 )|(?<![가-힣])안 |불가|부과|유료|금지|(?<![가-힣])막[혀힙]/g;

/** What denies a condition may affirm by denying twice (동의가 없으면 할 수 없어요): nothing to decide simply. */
const CONDITION = /(?:없|않|못하|아니)(?:으?면|다면|라면)|(?<![가-힣])안 되(?:시)?면/;

/** What predicates look like, affirmed or denied. */
const PREDICATE = new RegExp(
  [
    '(?:[하되으]?[실할될갈울일볼쓸을])? ?수 ?[는가도만]? ?[있없][가-힣]*',
    '지[는도가]? ?[않못][가-힣]*',
    '(?<![가-힣])[안못] ',
    '(?:불가|가능|면제|부과|무료|유료|필요)[가-힣]*(?: ?없[가-힣]*)?',
    '[있없][가-힣]*',
    '(?:[합됩입습]니다|[해돼어아예]요|하셔야|해야|하시|[하되][고며는지어])',
  ].join('|'),
  'g',
);

/** The clauses that can be compared. */
function* clauses(text: string): Generator<Clause> {
  for (const span of cut(text, CLAUSE_END)) {
    const plain = span.text.replace(OPENER, '').replace(WAIVED, '$1 면제').replace(CHARGED, '$1 부과');
    const denied = (plain.match(DENIAL)?.length ?? 0) % 2 === 1;
    if (CONDITION.test(plain)) continue;
    const subject = pairs(plain.replace(PREDICATE, ' '));
    if (subject.size >= LEAST_PAIRS) yield { ...span, denied, subject };
  }
}

function alike({ subject: a }: Clause, { subject: b }: Clause): number {
  const both = shared(a, b);
  return both / (a.size + b.size - both);
}
