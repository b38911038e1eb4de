import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/_ui/words';
import { copyText } from '@/app/(customer)/copy-text';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { saveRuns } from './export';
import type { PlaygroundState } from './use-playground';

/** The runs to take along: as a link that repeats them, and as a file with every probability. */
export function ShareBar({ state }: { state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const [told, setTold] = useState('');
  const ready = state.shownRuns.some(({ tokens }) => tokens.length > 0) && !state.running;
  const share = async () => {
    const link = state.link();
    if (!link) return;
    // A reload repeats the run too; replaceState tells no hashchange.
    window.history.replaceState(null, '', link);
    try {
      await copyText(new URL(link, window.location.origin).href);
      setTold(words.shared);
    } catch {
      setTold(words.share_by_hand);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <button type="button" disabled={!ready} onClick={share} className="button">
        <Icon name="copy" className="size-4" />
        {words.share}
      </button>
      <button
        type="button"
        disabled={!ready}
        onClick={() => saveRuns(state.shownRuns, state.link())}
        className="button"
      >
        <Icon name="download" className="size-4" />
        {words.export}
      </button>
      <p role="status" className="w-full text-sm text-soft empty:hidden">
        {ready && told}
      </p>
    </div>
  );
}
