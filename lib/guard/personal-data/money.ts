import {
  type Around,
  endsWithLetter,
  isAmount,
  namesAccount,
  namesOther,
  saysAccount,
  saysBusiness,
  saysCard,
} from './context';
import { digitsOf, END, form, type Pattern, startsWithDate } from './pattern';

/** The check digit of card numbers (ISO/IEC 7812). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return sum % 10 === 0;
}

/** Lengths and beginnings that networks issue; Korea's own cards begin with 9. */
const ISSUED = /^(?:4\d{12}|3[0689]\d{12}|3[47]\d{13}|(?!19|20)\d{16}|[3-6]\d{16,18})$/;

function cardOf(found: string, around: Around): 'card' | null {
  const digits = digitsOf(found);
  const named = saysCard(around);
  if (namesOther(around) && !/카드/.test(around.before)) return null;
  if (isAmount(around)) return null;
  if (named) return passesLuhn(digits) || digits.length === 15 || digits.length === 16 ? 'card' : null;
  return passesLuhn(digits) && ISSUED.test(digits) ? 'card' : null;
}

const SPACE = String.raw`[\s.\-]{0,3}`;

export const CARD: Pattern[] = [
  // Four by four and hyphened: a card, even if mistyped.
  {
    form: form(String.raw`\d{4}-\d{4}-\d{4}-\d{4}(?:-\d{3})?(?!-?\d)|3[47]\d\d-\d{6}-\d{5}(?!-?\d)`),
    judge: (_, around) => (namesOther(around) || endsWithLetter(around) ? null : 'card'),
  },
  {
    form: form(
      String.raw`(?:\d{4}${SPACE}\d{4}${SPACE}\d{4}${SPACE}\d{4}|3\d{3}${SPACE}\d{6}${SPACE}\d{4,5})${END}`,
    ),
    judge: (found, around) => (/^(?:(?:19|20)\d\d\D){3}/.test(found) ? null : cardOf(found, around)),
  },
  { form: form(String.raw`\d{13,19}${END}|\d(?:[ .\-]\d){12,18}(?![ .\-]?\d)`), judge: cardOf },
  // Starred, but showing more than the first six and last four that a receipt may show.
  {
    form: form(String.raw`[\d*]{4}([ \-]?)[\d*]{4}\1[\d*]{4}\1[\d*]{4}(?![\d*])`),
    judge: (found) => (found.includes('*') && digitsOf(found).length > 10 ? 'card' : null),
  },
];

/** How Korean banks group an account's digits. */
const GROUPINGS = [
  ...[
    '3-3-6',
    '3-2-6',
    '4-3-6',
    '6-2-6',
    '3-6-5',
    '3-4-4-2',
    '4-2-7',
    '3-2-4-3',
    '3-6-2-3',
    '3-6-3',
    '3-2-6-1',
  ],
  ...['3-2-5-1', '3-4-6', '4-4-4-1', '3-4-4-3', '6-2-5', '3-5-6', '3-2-7', '3-3-7'],
];
const GROUPED = GROUPINGS.map((grouping) => {
  const [first, ...others] = grouping.split('-').map((size) => `\\d{${size}}`);
  return `${first}([ .]|\\s?-\\s?)${others.join('\\1')}`;
});

/** A number that only looks like an account: an amount, a time, or what a date or another name numbers. */
function isOther(found: string, around: Around): boolean {
  const groups = found.split(/\D+/);
  if (namesOther(around) || isAmount(around)) return true;
  if (namesAccount(around)) return false;
  return (
    startsWithDate(groups.join('')) ||
    /^(?:19|20)\d\d\D(?:0?[1-9]|1[0-2])\D/.test(found) ||
    groups.every((group) => /0{3,}$/.test(group) && group.length > 3) ||
    /^\d+0{6}$/.test(found) ||
    (groups.length === 4 && groups.every((group) => Number(group) < 256 && group.length <= 3))
  );
}

/** The check digit of a business's registration number (123-45-67890), which is public. */
function isBusiness(found: string, around: Around): boolean {
  if (!/^\d{3}-\d{2}-\d{5}$/.test(found)) return false;
  if (saysBusiness(around)) return true;
  const digits = [...digitsOf(found)].map(Number);
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const sum = weights.reduce(
    (total, weight, i) => total + weight * digits[i],
    Math.floor((digits[8] * 5) / 10),
  );
  return (10 - (sum % 10)) % 10 === digits[9];
}

export const ACCOUNT: Pattern[] = [
  ...GROUPED.map(
    (grouped): Pattern => ({
      form: form(String.raw`${grouped}(?![ .\-]?\d)`),
      judge: (found, around) => (isOther(found, around) || isBusiness(found, around) ? null : 'account'),
    }),
  ),
  {
    form: form(String.raw`\d{10,14}${END}|\d{2,6}(?:[ .\-]\d{1,7}){1,3}${END}`),
    judge: (found, around) => {
      const { length } = digitsOf(found);
      const banking = length >= 10 && length <= 14 && saysAccount(around);
      return banking && !isOther(found, around) && !isBusiness(found, around) ? 'account' : null;
    },
  },
];
