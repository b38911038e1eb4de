import { Icon } from '@/app/_ui/icons';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { useWords } from '../../words';

/** The room's name, and what can be done beside asking. */
export function Toolbar({
  onSettings,
  onDraft,
  onHistory,
  onClear,
}: {
  onSettings: () => void;
  onDraft: () => void;
  onHistory: () => void;
  /** Absent where there is nothing to leave. */
  onClear?: () => void;
}) {
  const words = useWords(assistantWords);
  return (
    <header className="flex flex-wrap items-center gap-2 pt-5 pb-3">
      <h1 className="mr-auto text-xl font-bold max-sm:w-full">{words.title}</h1>
      {onClear && (
        <button type="button" className="button" onClick={onClear}>
          <Icon name="plus" className="size-4" />
          {words.new_conversation}
        </button>
      )}
      <button type="button" className="button" onClick={onDraft}>
        <Icon name="edit" className="size-4" />
        {words.draft_from_question}
      </button>
      <button type="button" className="button" onClick={onHistory}>
        <Icon name="history" className="size-4" />
        {words.history}
      </button>
      <button type="button" className="button" onClick={onSettings}>
        <Icon name="sliders" className="size-4" />
        {words.settings}
      </button>
    </header>
  );
}
