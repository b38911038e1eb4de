import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * off-topic: not a bank's business. unanswerable: it might be, but no entry says. person: it takes a human being of
 * the bank. crisis: it takes help before anything else.
 */
export const OUTSIDE_KINDS = ['off-topic', 'unanswerable', 'person', 'crisis'] as const;
export type OutsideKind = (typeof OUTSIDE_KINDS)[number];

const subjectSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(OUTSIDE_KINDS),
  topic: z.string().min(1),
  wordings: z.array(z.string().min(1)).min(2),
});

/** Something that people ask and the knowledge does not answer, in several wordings. */
export type OutsideSubject = z.infer<typeof subjectSchema>;

/** The subjects of a folder of .jsonl. @throws naming the file and line that is wrong */
export function readOutside(folder = path.join(process.cwd(), 'data/outside')): OutsideSubject[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) =>
    readFileSync(path.join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line, i) => {
        const parsed = subjectSchema.safeParse(JSON.parse(line));
        if (!parsed.success) throw new Error(`${name}:${i + 1}: ${z.prettifyError(parsed.error)}`);
        return parsed.data;
      }),
  );
}
