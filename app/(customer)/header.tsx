import { useRouter } from 'next/navigation';
import { Icon, Mark } from '@/app/_ui/icons';
import { switchLocale } from '@/app/switch-locale';
import { useWords } from './words';

const BUTTON =
  'flex h-11 min-w-10 items-center justify-center gap-1.5 rounded-xl px-1.5 text-sm font-medium text-soft hover:bg-tint hover:text-ink sm:px-2';

interface HeaderProps {
  onNewChat: () => void;
  onHistory: () => void;
  onSettings: () => void;
}

/** Whose page it is, that an AI answers, and what can be done with the whole conversation. */
export function Header({ onNewChat, onHistory, onSettings }: HeaderProps) {
  const { header } = useWords();
  return (
    <header className="border-b border-line bg-page">
      <div className="mx-auto flex min-h-16 max-w-3xl flex-wrap items-center gap-x-0.5 pr-2 pl-4 sm:gap-x-1 sm:px-6">
        <h1 className="mr-auto flex items-center gap-2.5 whitespace-nowrap">
          <Mark className="size-8 shrink-0" />
          <span className="leading-tight">
            <span className="block text-xs font-medium text-soft">{header.bank}</span>
            <span className="flex items-center gap-1.5 text-base font-bold">
              {header.assistant}
              <span className="rounded-md bg-tint px-1.5 text-xs font-semibold text-accent">{header.ai}</span>
            </span>
          </span>
        </h1>
        <LanguageButton />
        <button type="button" className={BUTTON} onClick={onHistory} aria-label={header.history}>
          <Icon name="history" />
          <span className="hidden sm:inline">{header.history}</span>
        </button>
        <button type="button" className={BUTTON} onClick={onNewChat} aria-label={header.new_chat}>
          <Icon name="plus" />
          <span className="hidden sm:inline">{header.new_chat}</span>
        </button>
        <button type="button" className={BUTTON} onClick={onSettings} aria-label={header.settings}>
          <Icon name="sliders" />
          <span className="hidden sm:inline">{header.settings}</span>
        </button>
      </div>
    </header>
  );
}

function LanguageButton() {
  const router = useRouter();
  const words = useWords();
  const other = words.lang === 'ko' ? 'en' : 'ko';
  const change = () => {
    switchLocale(other);
    router.refresh();
  };
  return (
    <button type="button" className={BUTTON} onClick={change} lang={other}>
      {words.other_language}
    </button>
  );
}
