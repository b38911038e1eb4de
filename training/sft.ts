import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Message, type RenderedConversation, renderConversation } from '@/model/prompt';
import type { Tokenizer } from '@/model/tokenizer';
import type { Rows } from './rows';

const entrySchema = z.object({
  id: z.string(),
  question: z.string(),
  variants: z.array(z.string()),
  answer: z.string(),
  facts: z.array(z.string()),
  related: z.array(z.string()).default([]),
});

export type FaqEntry = z.infer<typeof entrySchema>;

const messageSchema = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const dialogueSchema = z.object({
  id: z.string(),
  kind: z.string(),
  messages: z.array(messageSchema).min(2),
});
const heldOutSchema = z.object({ id: z.string(), entry: z.string(), question: z.string() });

/** A data file that cannot be used; the message says which file and line. */
export class SftError extends Error {
  readonly code = 'sft_data_invalid';
}

/** Every object of the .jsonl files of a folder, or of one file. @throws SftError */
function readJsonLines<T>(location: string, schema: z.ZodType<T>): T[] {
  const files = location.endsWith('.jsonl')
    ? [location]
    : readdirSync(location)
        .filter((f) => f.endsWith('.jsonl'))
        .sort()
        .map((f) => path.join(location, f));
  if (files.length === 0) throw new SftError(`no .jsonl file in ${location}`);
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) => {
        if (!line.trim()) return [];
        try {
          return [schema.parse(JSON.parse(line))];
        } catch (error) {
          throw new SftError(`${file}, line ${i + 1}: ${error instanceof Error ? error.message : error}`);
        }
      }),
  );
}

const outsideSchema = z.object({ kind: z.string(), wordings: z.array(z.string()).min(2) });

/** What the bank's texts do not answer (data/outside): subjects, each in several wordings. */
export const readOutside = (location: string) => readJsonLines(location, outsideSchema);

export const readFaq = (location: string) => readJsonLines(location, entrySchema);

/** Conversations of several turns, by what they are about; follow-ups to an entry are named after it. */
export interface Dialogue {
  id: string;
  kind: string;
  messages: Message[];
}

export const readDialogues = (location: string): Dialogue[] => readJsonLines(location, dialogueSchema);

/** Held-out wordings of the entries' questions, with the answers they should get. */
export function readHeldOut(faq: FaqEntry[], location: string): { entry: FaqEntry; question: string }[] {
  const byId = new Map(faq.map((e) => [e.id, e]));
  return readJsonLines(location, heldOutSchema).map(({ id, entry, question }) => {
    const found = byId.get(entry);
    if (!found) throw new SftError(`${location}: ${id} asks about ${entry}, which no FAQ file holds`);
    return { entry: found, question };
  });
}

/**
 * Conversations as rows of `time` tokens in which only the assistant's tokens count. Whole conversations share
 * a row (the longest first, each into the fullest row that it fits), padded at the end; attention does not
 * cross from one to the next, as each begins with <|endoftext|>.
 * @throws SftError for a conversation longer than a row
 */
export function conversationRows(tokenizer: Tokenizer, conversations: Message[][], time: number): Rows {
  const rendered = conversations.map((messages) => renderConversation(tokenizer, messages));
  const bins = pack(rendered, time);
  const pad = BigInt(tokenizer.specialId('<|pad|>'));
  return {
    length: bins.length,
    time,
    fill(row, ids, targets, offset) {
      ids.fill(pad, offset, offset + time);
      targets.fill(-1n, offset, offset + time);
      let at = offset;
      for (const { ids: tokens, assistantMask } of bins[row]) {
        for (let i = 0; i < tokens.length; i++) {
          ids[at + i] = BigInt(tokens[i]);
          if (assistantMask[i + 1]) targets[at + i] = BigInt(tokens[i + 1]);
        }
        at += tokens.length;
      }
    },
  };
}

function pack(rendered: RenderedConversation[], time: number): RenderedConversation[][] {
  const bins: { free: number; members: RenderedConversation[] }[] = [];
  for (const conversation of [...rendered].sort((a, b) => b.ids.length - a.ids.length)) {
    const size = conversation.ids.length;
    if (size > time) throw new SftError(`a conversation of ${size} tokens does not fit a row of ${time}`);
    let best: (typeof bins)[number] | undefined;
    for (const bin of bins) if (bin.free >= size && (!best || bin.free < best.free)) best = bin;
    if (!best) {
      best = { free: time, members: [] };
      bins.push(best);
    }
    best.members.push(conversation);
    best.free -= size;
  }
  return bins.map((b) => b.members);
}
