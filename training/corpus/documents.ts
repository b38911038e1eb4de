import { z } from 'zod';
import type { Message } from '@/model/prompt';
import { cleanLine, type DropReason } from './clean';
import { CorpusError } from './error';
import { isJsonLines, readLines, sourceName } from './read';

/** What the model reads as one piece: running text, or a conversation rendered with role tokens. */
export interface Document {
  source: string;
  content: string | Message[];
}

/** Characters a document is grouped up to when its file's lines are parts of longer texts. */
export const DOCUMENT_CHARS = 2000;

export type DropCounts = Partial<Record<DropReason | 'near_duplicate' | 'no_text', number>>;

export function countDrop(drops: DropCounts, reason: keyof DropCounts): void {
  drops[reason] = (drops[reason] ?? 0) + 1;
}

/** All the text of a document, for counting, hashing and comparing. */
export function plainText({ content }: Document): string {
  if (typeof content === 'string') return content;
  return content.map((message) => message.content).join('\n');
}

/**
 * Streams a file's documents, cleaned. In .txt consecutive lines are joined up to `documentChars`
 * (0: each line is a document) and a blank line always ends one; in .jsonl each object is one.
 * Counts what it drops in `drops`.
 * @throws CorpusError `invalid_corpus_line` on a line that is not a JSON object.
 */
export async function* readDocuments(
  file: string,
  drops: DropCounts = {},
  documentChars = DOCUMENT_CHARS,
): AsyncGenerator<Document> {
  const source = sourceName(file);
  const contents = isJsonLines(file) ? readObjects(file, drops) : readParts(file, drops, documentChars);
  for await (const content of contents) yield { source, content };
}

async function* readParts(file: string, drops: DropCounts, documentChars: number): AsyncGenerator<string> {
  let parts: string[] = [];
  let length = 0;
  for await (const line of readLines(file)) {
    const blank = line.trim() === '';
    const text = blank ? '' : clean(line, drops);
    const full = text && length + text.length > documentChars;
    if (parts.length > 0 && (blank || full)) {
      yield parts.join('\n');
      parts = [];
      length = 0;
    }
    if (!text) continue;
    parts.push(text);
    length += text.length + 1;
  }
  if (parts.length > 0) yield parts.join('\n');
}

const jsonLine = z.looseObject({
  text: z.string().nullish(),
  content: z.string().nullish(),
  q: z.string().nullish(),
  question: z.string().nullish(),
  a: z.string().nullish(),
  answer: z.string().nullish(),
  messages: z
    .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .nullish(),
});

async function* readObjects(file: string, drops: DropCounts): AsyncGenerator<string | Message[]> {
  let number = 0;
  for await (const line of readLines(file)) {
    number++;
    if (line.trim() === '') continue;
    const content = documentOf(parseObject(line, `${file}:${number}`), drops);
    if (content === undefined) countDrop(drops, 'no_text');
    else if (content.length > 0) yield content;
  }
}

function parseObject(line: string, where: string): z.infer<typeof jsonLine> {
  try {
    return jsonLine.parse(JSON.parse(line));
  } catch (cause) {
    throw new CorpusError('invalid_corpus_line', `${where} is not a JSON object with text fields`, { cause });
  }
}

/** undefined: the object has none of the fields we read; empty: all its text was dropped by cleaning. */
function documentOf(object: z.infer<typeof jsonLine>, drops: DropCounts): string | Message[] | undefined {
  const text = object.text ?? object.content;
  if (typeof text === 'string') return cleanLines(text, drops);
  const question = object.q ?? object.question;
  const answer = object.a ?? object.answer;
  const messages: Message[] | undefined =
    object.messages ??
    (typeof question === 'string' && typeof answer === 'string'
      ? [
          { role: 'user', content: question },
          { role: 'assistant', content: answer },
        ]
      : undefined);
  if (!messages) return undefined;
  const cleaned = messages.map(({ role, content }) => ({ role, content: cleanLines(content, drops) }));
  return cleaned.every(({ content }) => content) ? cleaned : [];
}

function cleanLines(text: string, drops: DropCounts): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : clean(line, drops)))
    .filter(Boolean)
    .join('\n');
}

function clean(line: string, drops: DropCounts): string {
  const result = cleanLine(line);
  if ('text' in result) return result.text;
  countDrop(drops, result.dropped);
  return '';
}
