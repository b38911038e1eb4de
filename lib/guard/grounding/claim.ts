export type ClaimKind =
  | 'amount'
  | 'rate'
  | 'number'
  | 'age'
  | 'duration'
  | 'date'
  | 'day'
  | 'time'
  | 'phone'
  | 'url'
  | 'email'
  | 'code'
  | 'product'
  | 'channel'
  | 'quote';

/** Something a text states that can be true or false of the bank: an amount, a date, a product's name. */
export interface Claim {
  kind: ClaimKind;
  /** Equal for all spellings of one thing: 오백만 원, 500만원 and 5,000,000원 are 5000000원. */
  value: string;
  bound?: Bound;
  per?: Period;
  /** Too ordinary a phrase to hold an answer to (한 번, 두 가지); in a source it supports a claim all the same. */
  incidental?: true;
  /** As it stands in the text, at [start, end). */
  text: string;
  start: number;
  end: number;
}

/** 부터 이상 초과, 까지 이하 미만, 전 뒤: which side of the value is meant. */
export type Bound = 'from' | 'at_least' | 'above' | 'up_to' | 'at_most' | 'below' | 'before' | 'after';

/** 1회 1일 월 연 건당 1인당: what an amount or a count is for. */
export type Period = 'time' | 'day' | 'month' | 'year' | 'item' | 'person';
