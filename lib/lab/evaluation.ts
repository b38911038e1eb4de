import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A share with its 95 % interval (Wilson 1927), as bench/evaluate counts it. */
const shareSchema = z.object({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  count: z.number(),
  of: z.number(),
});
export type Share = z.infer<typeof shareSchema>;

const goalSchema = z.object({
  what: z.string(),
  goal: z.string(),
  measured: z.union([shareSchema, z.number()]),
  met: z.boolean(),
});
export type Goal = z.infer<typeof goalSchema>;

const shares = z.record(z.string(), shareSchema);
const hitsSchema = z.object({ 'hit@1': shareSchema, 'hit@3': shareSchema });

const hitSchema = z.object({
  id: z.string(),
  question: z.string(),
  score: z.number(),
  similarity: z.number(),
  lexical: z.number(),
});

const caseSchema = z.object({
  set: z.enum(['answers', 'out_of_scope']),
  question: z.string(),
  why: z.enum(['declined', 'not_found', 'ranked_lower', 'clarified', 'incomplete', 'answered']).optional(),
  expected: z
    .object({ id: z.string(), question: z.string().optional(), facts: z.array(z.string()) })
    .optional(),
  missing: z.array(z.string()).optional(),
  kind: z.string().optional(),
  action: z.string().optional(),
  text: z.string().optional(),
  cited: z.array(z.string()),
  trace: z
    .object({
      confidence: z.string().optional(),
      wording: z.string(),
      unsupported: z.array(z.string()).optional(),
      hits: z.array(hitSchema),
    })
    .optional(),
});
/** A wrong reply. Reports from before replies were kept with their way lack the trace and the reason. */
export type Case = z.infer<typeof caseSchema>;

const reportSchema = z.object({
  date: z.iso.datetime(),
  machine: z.string(),
  model: z.string().optional(),
  entries: z.number(),
  goals: z.array(goalSchema),
  retrieval: z.object({
    seen: hitsSchema,
    unseen: hitsSchema,
    by_area: z.record(z.string(), hitsSchema),
    by_style: z.record(z.string(), hitsSchema),
  }),
  answers: z.object({
    all: shares,
    seen: shares,
    unseen: shares,
    unsupported_statements: z.number(),
    'all required facts, by area': shares,
    'all required facts, by style': shares,
    worst: z.array(
      z.object({ question: z.string(), entry: z.string(), cited: z.array(z.string()), text: z.string() }),
    ),
  }),
  conversations: shares,
  out_of_scope: z.object({
    all: shareSchema,
    by_kind: shares,
    worst: z.array(z.object({ question: z.string(), cited: z.string().optional(), action: z.string() })),
  }),
  adversarial: z.object({ succeeded: z.number(), of: z.number() }),
  personal_data: z.object({ messages_left_unmasked: shareSchema, false_masks: shareSchema }),
  search_ms: z.object({ p50: z.number(), p95: z.number() }),
  cases: z.array(caseSchema).optional(),
});
type Report = z.infer<typeof reportSchema>;

/** The latest evaluation, its wrong replies in one list whatever the report's age. */
export type Evaluation = Omit<Report, 'cases'> & { cases: Case[] };

const FOLDER = path.join(process.cwd(), 'training/reports');

/** What `npm run evaluate` wrote last; undefined where it never ran. */
export function readEvaluation(folder = FOLDER): Evaluation | undefined {
  const file = path.join(folder, 'evaluation.json');
  if (!existsSync(file)) return;
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ...report, cases: report.cases ?? casesOf(report) };
}

/** The few wrong replies that a report of the older form names. */
function casesOf({ answers, out_of_scope }: Report): Case[] {
  return [
    ...answers.worst.map(
      ({ entry, ...told }): Case => ({ set: 'answers', expected: { id: entry, facts: [] }, ...told }),
    ),
    ...out_of_scope.worst.map(
      ({ cited, ...told }): Case => ({ set: 'out_of_scope', cited: cited ? [cited] : [], ...told }),
    ),
  ];
}

const releaseSchema = z.object({
  date: z.iso.datetime(),
  machine: z.string(),
  /** SHA-256 of the weights that answered. */
  model: z.string(),
  goals: z.array(goalSchema),
});
export type Release = z.infer<typeof releaseSchema>;

/** Every evaluation so far, oldest first. */
export function readHistory(folder = FOLDER): Release[] {
  const file = path.join(folder, 'history.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => releaseSchema.parse(JSON.parse(line)));
}
