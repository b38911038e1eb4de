import { botWords } from '@/lib/i18n/bots';

/** What may be said in place of a question. */
export type Command = 'start' | 'person' | 'bot' | 'new' | 'check' | 'more' | 'settings' | 'sources';

/** Word for word, but for spaces, case and marks: a question that merely mentions an agent stays a question. */
const WORDS: Record<Command, readonly string[]> = {
  start: ['/start', '처음으로', '시작'],
  person: [
    '/상담원',
    '/agent',
    '상담원',
    '상담사',
    '상담원연결해줘',
    '상담원연결해주세요',
    '상담원연결부탁해요',
  ],
  bot: ['/봇', '/bot', '기다리지않기'],
  new: ['/새대화', '/new'],
  check: ['/답변확인'],
  more: ['/전체보기'],
  settings: ['/설정', '/settings'],
  sources: ['/근거', '/sources'],
};

const fold = (text: string) => text.toLowerCase().replace(/[\s.!?~‘’'"“”]+/g, '');

/** By the words of the buttons, in each language, and by those above. */
const COMMANDS = new Map<string, Command>(
  (Object.keys(WORDS) as Command[]).flatMap((command) => {
    const buttons = Object.values(botWords).map(
      ({ buttons }) => (buttons as Record<string, string>)[command],
    );
    return [...WORDS[command], ...buttons.filter((label) => label !== undefined)].map(
      (word) => [fold(word), command] as const,
    );
  }),
);

/** The command that a text is, if it is one. */
export function commandOf(text: string): Command | undefined {
  // Telegram adds the bot's name to commands: /start@ondam_bot.
  return COMMANDS.get(fold(text.replace(/^(\/\S+?)@\w+/, '$1')));
}
