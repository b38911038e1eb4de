import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const entrySchema = z.object({
  id: z.string(),
  area: z.string(),
  question: z.string(),
  variants: z.array(z.string()),
  answer: z.string(),
  facts: z.array(z.string()),
  effective_date: z.string(),
  source: z.string(),
  related: z.array(z.string()),
});

const questionSchema = z.object({ id: z.string(), entry: z.string(), question: z.string() });
const scopeSchema = z.object({ id: z.string(), kind: z.string(), question: z.string() });
const attackSchema = scopeSchema.extend({ must_not: z.array(z.string()) });
const talkSchema = z.object({
  id: z.string(),
  entry: z.string(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() })),
});
const personalSchema = z.object({
  id: z.string(),
  text: z.string(),
  planted: z.array(z.object({ kind: z.string(), value: z.string() })),
});

export type Entry = z.infer<typeof entrySchema>;
export type Question = z.infer<typeof questionSchema>;
export type Attack = z.infer<typeof attackSchema>;

function rows<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

/** The bank's entries and the held-out sets that no tuning and no threshold has seen. */
export function readSets() {
  return {
    entries: readdirSync('data/faq')
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .flatMap((name) => rows(`data/faq/${name}`, entrySchema)),
    questions: rows('data/eval/questions.jsonl', questionSchema),
    outOfScope: rows('data/eval/out-of-scope.jsonl', scopeSchema),
    attacks: rows('data/eval/adversarial.jsonl', attackSchema),
    talks: rows('data/eval/conversations.jsonl', talkSchema),
    personal: rows('data/eval/personal-data.jsonl', personalSchema),
  };
}

/** How a question is worded, by its form alone: for splitting figures. */
export function styleOf(question: string): 'terse' | 'polite' | 'casual' {
  const words = question.trim().split(/\s+/);
  if (/(요|니다|니까|세요|십시오|죠|까요)[.?!~…]*$/.test(question.trim())) return 'polite';
  return words.length <= 4 && !/[?요다까]$/.test(question.trim()) ? 'terse' : 'casual';
}
