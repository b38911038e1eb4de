import { useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { LabModel } from '@/lib/lab/models';
import { Inspector } from './inspector';
import { Measures } from './measures';
import { History, Output } from './output';
import { PaneHead } from './pane-head';
import type { PlaygroundState } from './use-playground';

/** One model with its settings, its text, and the candidates of the token that is looked at. */
export function Pane({ at, models, state }: { at: number; models: LabModel[]; state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const [selected, setSelected] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const { run } = state.runs[at];
  const pane = state.panes[at];
  const tokens = run?.tokens ?? [];
  const writing = run?.status === 'loading' || run?.status === 'running';
  // Without a choice the newest token is looked at while the text grows, and the first one after that.
  const looked = Math.min(hovered ?? selected ?? (writing ? tokens.length - 1 : 0), tokens.length - 1);
  // A single pane has room for its candidates beside the text.
  const beside = !state.compare && tokens.length > 0;
  const branch = (token: number, id: number) => {
    setSelected(token);
    setHovered(undefined);
    state.branch(at, token, id);
  };
  return (
    <section
      aria-label={words.pane[at]}
      className={`card flex min-w-0 flex-col ${beside ? 'lg:grid lg:grid-cols-2' : ''}`}
    >
      <PaneHead at={at} models={models} state={state} />
      <div className="flex flex-col gap-3 p-4">
        <History turns={run?.request.history ?? pane.history} onClear={state.clearHistory} />
        <Output
          at={at}
          state={state}
          selected={looked}
          onSelect={setSelected}
          onHover={setHovered}
          writing={writing}
        />
        {run && <Measures run={run} expected={pane.link?.digest} />}
      </div>
      {tokens.length > 0 && (
        <Inspector
          tokens={tokens}
          at={looked}
          following={writing && hovered === undefined && selected === undefined}
          beside={beside}
          onBranch={branch}
          label={`${words.pane[at]}: ${words.inspector}`}
        />
      )}
      <p aria-live="polite" className="sr-only">
        {run?.finished && fill(words.announcement, { pane: words.pane[at], text: run.text })}
      </p>
    </section>
  );
}
