/** A field that is not what it was; undefined where it was not, or is not any more. */
export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

/** What differs between two records of the log, field by field; a value that is no record is one field, `value`. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return Object.keys({ ...was, ...is })
    .map((field) => ({ field, before: was[field], after: is[field] }))
    .filter((found) => JSON.stringify(found.before) !== JSON.stringify(found.after));
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === 'object' && !Array.isArray(value) ? { ...value } : { value };
}
