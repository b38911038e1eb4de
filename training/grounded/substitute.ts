import type { Random } from '@/model/random';

/**
 * Texts with every number and every product's name exchanged for others, the same ones in all of them. A network
 * that sees an amount stand in the passage and in the answer, each time another, learns to copy it from there;
 * one that sees it always the same learns it by heart, and says it when the passage says otherwise.
 */
export function substituteAll(texts: readonly string[], random: Random): string[] {
  const others = new Map<string, string>();
  const other = (found: string, make: (found: string) => string) => {
    const known = others.get(found);
    if (known !== undefined) return known;
    const made = make(found);
    others.set(found, made);
    return made;
  };
  return texts.map((text) =>
    text
      .replace(NUMBER, (found) => other(found, (number) => otherNumber(number, random)))
      .replace(PRODUCT, (found, kind: string) => other(found, () => otherProduct(kind, random))),
  );
}

/** A run of digits with the marks inside it: 1,234 3.25 09:00 1588-0000 2026-01-02. */
const NUMBER = /\d+(?:[.,:/-]\d+)*/g;

/** "온담", one word and a kind of product. */
const PRODUCT = /온담 [가-힣]{2,5}?(통장|정기예금|적금|체크카드|카드|대출)/g;

/** Another number of the same form: as many digits, marks where they were, the first digit not 0 unless it was. */
function otherNumber(number: string, random: Random): string {
  if (KEPT.has(number)) return number;
  const digit = (from: number) => String(from + Math.floor(random.next() * (10 - from)));
  if (/^\d\d:\d\d$/.test(number)) return otherTime(random);
  const kept = number.match(ROUND)?.[0].length ?? 0;
  const changed = number.length - kept;
  return (
    number.slice(0, changed).replace(/\d/g, (d, at: number) => digit(at === 0 && d !== '0' ? 1 : 0)) +
    number.slice(changed)
  );
}

/** Zeros at the end stay: 5,000,000 becomes 3,000,000 and not 3,817,264. */
const ROUND = /(?:,000|(?<=\d)0)+$/;

/** Numbers that name something instead of counting it. */
const KEPT = new Set(['112', '118', '119', '1332', '1397', '24', '365']);

function otherTime(random: Random): string {
  const hour = Math.floor(random.next() * 24);
  const minute = 10 * Math.floor(random.next() * 6);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const FIRST = [
  '새봄',
  '한빛',
  '가온',
  '누리',
  '다올',
  '마루',
  '보람',
  '소담',
  '아름',
  '이음',
  '나래',
  '햇살',
  '든든',
  '바로',
  '모두',
  '첫날',
  '푸른',
  '하늘',
  '미래',
  '온정',
  '별빛',
  '차곡',
  '알뜰',
  '여유',
  '지혜',
  '도담',
  '라온',
  '산들',
  '윤슬',
  '해오름',
];

function otherProduct(kind: string, random: Random): string {
  return `온담 ${FIRST[Math.floor(random.next() * FIRST.length)]}${kind}`;
}
