import type { Entry } from '@/lib/knowledge/entry';

/** An entry as the editor has it: what is a list there is a text here, an item a line. */
export type Values = Record<keyof Entry, string>;

export const LISTS = ['variants', 'facts', 'related'] as const;
export type ListField = (typeof LISTS)[number];

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

export const entryOf = (values: Values): Entry => ({
  ...values,
  variants: linesOf(values.variants),
  facts: linesOf(values.facts),
  related: linesOf(values.related),
});

export function valuesOf(entry: Entry): Values {
  const { variants, facts, related } = entry;
  return { ...entry, variants: variants.join('\n'), facts: facts.join('\n'), related: related.join('\n') };
}

/** Facts that the answer does not have word for word. */
export const factsMissing = ({ facts, answer }: Pick<Values, 'facts' | 'answer'>): string[] =>
  linesOf(facts).filter((fact) => !answer.includes(fact.trim()));

/** What is wrong with a field, as the server says it. */
export interface Problem {
  field: string;
  message: string;
}

/** The field that a problem belongs to, and the line of it, from 1: `variants.2` is the third line. */
export function placeOf({ field }: Problem): { field: keyof Values; line?: number } {
  const [name, index] = field.split('.');
  return { field: name as keyof Values, line: index === undefined ? undefined : Number(index) + 1 };
}
