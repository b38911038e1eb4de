'use client';

import { useWords } from '@/app/_ui/words';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { LabModel } from '@/lib/lab/models';
import { Legend } from './legend';
import { Pane } from './pane';
import { PromptForm } from './prompt-form';
import { ShareBar } from './share-bar';
import { usePlayground } from './use-playground';

/** One prompt, one or two models with settings of their own, and what each would have said otherwise. */
export function Playground({ models }: { models: LabModel[] }) {
  const words = useWords(playgroundWords);
  const state = usePlayground(models);
  return (
    <div className="flex flex-col gap-5">
      <header>
        <h1 className="text-xl font-bold">{words.title}</h1>
        <p className="mt-1 max-w-3xl text-sm text-soft">{words.intro}</p>
      </header>
      {state.damaged && (
        <p role="alert" className="rounded-xl bg-danger-tint px-4 py-3 text-sm text-danger">
          {words.damaged_link}
        </p>
      )}
      <PromptForm state={state} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Legend />
        <ShareBar state={state} />
      </div>
      <div className={`grid items-start gap-4 ${state.compare ? 'lg:grid-cols-2' : ''}`}>
        {(state.compare ? [0, 1] : [0]).map((at) => (
          <Pane key={at} at={at} models={models} state={state} />
        ))}
      </div>
    </div>
  );
}
