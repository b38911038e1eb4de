import type { KnownBlock } from '@slack/web-api';
import type { StaffTurn } from '@/lib/assistant/turns';
import { fill } from '@/lib/i18n';
import type { SlackWords } from '@/lib/i18n/bots';
import { shorten, split } from '../text';
import { escaped } from './api';

/** The longest text of a section, and of the other pieces; Block Kit reference, read 2026-11. */
const SECTION = 3000;
const MOST_NOTES = 5;

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const sections = (text: string) => split(escaped(text), SECTION).map(section);
const context = (lines: string[]): KnownBlock => ({
  type: 'context',
  elements: lines.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: shorten(text, 2000) })),
});

/** The assistant's answer: its sources, what staff alone read, and where a draft for a customer is made. */
export function answerBlocks({ answer, evidence }: StaffTurn, words: SlackWords): KnownBlock[] {
  const blocks = sections(answer?.text ?? '');
  const citations = answer?.citations ?? [];
  if (citations.length > 0) {
    const lines = citations.map(
      ({ question, effective_date }) =>
        `${escaped(question)} (${fill(words.effective, { date: effective_date })})`,
    );
    blocks.push(context([`*${words.sources}*`, ...lines]));
  }
  for (const { question, note } of evidence.notes.slice(0, MOST_NOTES)) {
    blocks.push(
      section(
        shorten(`*${words.notes}* · ${escaped(question)}\n`, 500).concat(
          `\n>${escaped(note).replace(/\n/g, '\n>')}`.slice(0, 2400),
        ),
      ),
    );
  }
  if (answer && citations.length > 0) blocks.push(draftButton(answer.id, words));
  return blocks;
}

const draftButton = (value: string, words: SlackWords): KnownBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'draft', value, text: { type: 'plain_text', text: words.draft } }],
});

/** A draft, in a form that is copied whole. */
export const draftBlocks = (text: string, words: SlackWords): KnownBlock[] => [
  section(words.draft_title),
  ...split(escaped(text), SECTION - 8).map((part) => section(`\`\`\`${part}\`\`\``)),
];

/** The notice of a customer who waits for a person, or of who has them. */
export function noticeBlocks(
  {
    heading,
    title,
    conversation_id,
    waiting,
    url,
  }: { heading: string; title: string; conversation_id: string; waiting: boolean; url: string },
  words: SlackWords,
): KnownBlock[] {
  const open = {
    type: 'button',
    url,
    action_id: 'open',
    text: { type: 'plain_text', text: words.open },
  } as const;
  const claim = {
    type: 'button',
    url,
    action_id: 'claim',
    style: 'primary',
    value: conversation_id,
    text: { type: 'plain_text', text: words.claim },
  } as const;
  return [
    section(`${heading}\n>${escaped(shorten(title || words.untitled, 500))}`),
    { type: 'actions', elements: [waiting ? claim : open] },
  ];
}
