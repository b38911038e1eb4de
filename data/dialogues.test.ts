import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const turn = <Role extends string>(role: Role, minimum: number, maximum: number) =>
  z.strictObject({
    role: z.literal(role),
    content: z
      .string()
      .trim()
      .refine((text) => [...text].length >= minimum && [...text].length <= maximum, {
        error: `${role} turns have ${minimum} to ${maximum} characters`,
      })
      .refine((text) => text === text.normalize('NFC'), { error: 'must be NFC' }),
  });

const dialogueSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z0-9]+)*-\d+$/),
  kind: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  messages: z
    .array(z.discriminatedUnion('role', [turn('user', 1, 200), turn('assistant', 20, 250)]))
    .min(2)
    .refine((all) => all.every(({ role }, index) => role === (index % 2 ? 'assistant' : 'user')), {
      error: 'turns must alternate, beginning with the user',
    })
    .refine((all) => all.at(-1)?.role === 'assistant', { error: 'must end with the assistant' }),
});

const heldOutSchema = z.strictObject({
  id: z.string(),
  entry: z.string(),
  question: z.string().trim().min(5).max(120),
});

const entrySchema = z.object({
  id: z.string(),
  question: z.string(),
  variants: z.array(z.string()),
  answer: z.string(),
});

const here = (path: string) => new URL(path, import.meta.url);
const rows = <Row>(file: string, schema: z.ZodType<Row>) =>
  readFileSync(here(file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
const folder = <Row>(path: string, schema: z.ZodType<Row>) =>
  readdirSync(here(path))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => rows(`${path}${name}`, schema));

const dialogues = folder('./dialogues/', dialogueSchema);
const followups = dialogues.filter(({ kind }) => kind === 'followup');
const entries = folder('./faq/', entrySchema);
const heldOut = rows('./eval/questions.jsonl', heldOutSchema);
const bankText = readFileSync(here('./bank.json'), 'utf8');
const bank = z
  .object({ phones: z.record(z.string(), z.object({ number: z.string() })) })
  .parse(JSON.parse(bankText));

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);
/** Two texts that differ only in spaces, case or marks are one text. */
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const turnsOf = (role: 'user' | 'assistant') =>
  dialogues.flatMap(({ id, messages }) =>
    messages.filter((message) => message.role === role).map(({ content }) => ({ id, content })),
  );

describe('data/dialogues', () => {
  it('names every conversation once', () => {
    expect(repeated(dialogues.map(({ id }) => id))).toEqual([]);
  });

  it('holds no conversation twice', () => {
    const scripts = dialogues.map(({ messages }) =>
      messages.map(({ content }) => bare(content) || content).join('|'),
    );
    expect(repeated(scripts)).toEqual([]);
  });

  it('answers the same question with the same words when nothing was said before', () => {
    const answers = new Map<string, string>();
    for (const { id, messages } of dialogues) {
      const [asked, answered] = messages.map(({ content }) => content);
      const question = bare(asked) || asked;
      expect(answers.get(question) ?? answered, id).toBe(answered);
      answers.set(question, answered);
    }
  });

  it('gives in a follow-up the approved answer of its entry as it stands', () => {
    const strays = followups.filter(({ id, messages }) => {
      const entry = entries.find((candidate) => id.startsWith(`${candidate.id}-talk-`));
      return !entry || !messages.some(({ content }) => content === entry.answer);
    });
    expect(strays.map(({ id }) => id)).toEqual([]);
  });

  // Real emergency lines that are no desk of the bank's: suicide prevention, ambulance.
  const phones = new Set([...Object.values(bank.phones).map(({ number }) => number), '109', '119']);
  const PHONE = /\+\d{1,3}(?:-\d{1,4})+|(?<![\d-])\d{2,4}(?:-\d{3,4}){1,2}(?![\d-])/g;
  const SHORT_PHONE = /(?<![\d,.:~+-])1[0-3]\d{1,2}(?=\s|[에은는이나로도와]|입니다)/g;

  it.each([
    ['phone', PHONE],
    ['short phone', SHORT_PHONE],
  ])("names no %s number but the bank's", (_, pattern) => {
    const strangers = turnsOf('assistant').flatMap(({ id, content }) =>
      (content.match(pattern) ?? [])
        .filter((number) => !phones.has(number))
        .map((number) => `${id}: ${number}`),
    );
    expect(strangers).toEqual([]);
  });

  const AMOUNT = /\d[\d,.]*[조억천백십]?만?원|\d[\d,.]*[만천]?달러/g;
  const RATE = /\d[\d.]*%p?/g;
  const CLOCK = /(?<!\d)\d{1,2}:\d{2}(?!\d)/g;
  const approved = `${bankText} ${entries.map(({ answer }) => answer).join(' ')}`;

  it.each([
    ['amount', AMOUNT],
    ['rate', RATE],
    ['hour', CLOCK],
  ])("states no %s that neither the bank's table nor an approved answer has", (_, pattern) => {
    const known = new Set(approved.match(pattern));
    const strangers = turnsOf('assistant').flatMap(({ id, content }) =>
      (content.match(pattern) ?? []).filter((piece) => !known.has(piece)).map((piece) => `${id}: ${piece}`),
    );
    expect(strangers).toEqual([]);
  });
});

describe('data/eval', () => {
  it('holds two questions out for every entry', () => {
    const expected = entries.flatMap(({ id }) => [`${id}-q1`, `${id}-q2`]);
    expect(heldOut.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(heldOut.filter(({ id, entry }) => id.slice(0, -3) !== entry)).toEqual([]);
  });

  it('asks no held-out question twice', () => {
    expect(repeated(heldOut.map(({ question }) => bare(question)))).toEqual([]);
  });

  it('holds out only questions that no text for tuning contains', () => {
    const tuning = [
      ...entries.flatMap(({ question, variants }) => [question, ...variants]),
      ...turnsOf('user').map(({ content }) => content),
      ...turnsOf('assistant').map(({ content }) => content),
    ]
      .map(bare)
      .join('\n');
    const leaks = heldOut.filter(({ question }) => tuning.includes(bare(question)));
    expect(leaks.map(({ id }) => id)).toEqual([]);
  });
});
