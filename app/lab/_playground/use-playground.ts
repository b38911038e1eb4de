import { useCallback, useEffect, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { labWords } from '@/lib/i18n/lab/shell';
import { linkOf, runOfHash } from '@/lib/lab/link';
import type { LabModel } from '@/lib/lab/models';
import type { Mode, RunRequest, SharedRun } from '@/lib/lab/run';
import { SEED_RANGE } from '@/lib/lab/sampling';
import { branchOf, type PaneState, paneOf, shareOf, turnOf } from './pane-state';
import { useRun } from './use-run';

/** What both panes share. */
export interface Asked {
  mode: Mode;
  prompt: string;
  passage: string;
  /** undefined: drawn anew for each run. */
  seed: number | undefined;
}

/** Text is continued best by the base, a question answered by the model tuned on them. */
const suitable = (models: LabModel[], mode: Mode): string =>
  (models.find(({ name }) => name === (mode === 'chat' ? 'bank' : 'base')) ?? models[0])?.name ?? '';

/** All that the playground knows and does. Settings are the panes'; prompt and seed are of both. */
export function usePlayground(models: LabModel[]) {
  const { offline } = useWords(labWords);
  const [asked, setAsked] = useState<Asked>({ mode: 'completion', prompt: '', passage: '', seed: undefined });
  const [panes, setPanes] = useState<[PaneState, PaneState]>(() => [
    { model: suitable(models, 'completion'), sampling: {}, history: [] },
    { model: suitable(models, 'chat'), sampling: {}, history: [] },
  ]);
  const [compare, setCompare] = useState(false);
  const [damaged, setDamaged] = useState(false);
  const runs = [useRun(offline), useRun(offline)];
  const [{ start: startFirst, clear: clearFirst }, { start: startSecond, clear: clearSecond }] = runs;

  /** Runs the panes as they are given, all on one seed. */
  const runPanes = useCallback(
    ({ mode, prompt, passage, seed }: Asked, shown: PaneState[]) => {
      const drawn = seed ?? crypto.getRandomValues(new Uint32Array(1))[0] % (SEED_RANGE.max + 1);
      shown.forEach(({ model, sampling, history, link }, i) => {
        const request: RunRequest = {
          model,
          checksum: link?.checksum,
          mode,
          prompt,
          sampling,
          seed: drawn,
          forced: link?.forced,
          ...(mode === 'chat' && { passage: passage || undefined, history }),
        };
        void [startFirst, startSecond][i](request);
      });
    },
    [startFirst, startSecond],
  );

  const open = useCallback(
    ({ mode, prompt, passage = '', seed, panes: shared }: SharedRun) => {
      const opened = shared.map(paneOf);
      setAsked({ mode, prompt, passage, seed });
      setCompare(opened.length > 1);
      setPanes(([one, other]) => [opened[0] ?? one, opened[1] ?? other]);
      if (opened.length < 2) clearSecond();
      runPanes({ mode, prompt, passage, seed }, opened);
    },
    [runPanes, clearSecond],
  );

  useEffect(() => {
    const follow = () => {
      const shared = runOfHash(window.location.hash);
      setDamaged(shared === null);
      if (shared) open(shared);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [open]);

  const setPane = (at: number, change: Partial<PaneState>) =>
    setPanes(([one, other]) => (at === 0 ? [{ ...one, ...change }, other] : [one, { ...other, ...change }]));
  const shown = compare ? panes : panes.slice(0, 1);
  const shownRuns = runs.slice(0, shown.length).flatMap(({ run }) => (run ? [run] : []));
  const withoutLink = ({ link: _, ...pane }: PaneState): PaneState => pane;

  return {
    asked,
    panes,
    runs,
    compare,
    damaged,
    running: shownRuns.some(({ status }) => status === 'loading' || status === 'running'),
    shownRuns,
    ask: (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change })),
    setMode: (mode: Mode) => {
      // Whoever has not chosen a model gets the one that the mode is about.
      if (panes[0].model === suitable(models, asked.mode)) setPane(0, { model: suitable(models, mode) });
      setAsked((before) => ({ ...before, mode }));
    },
    setPane,
    setCompare: (both: boolean) => {
      setCompare(both);
      if (!both) clearSecond();
    },
    /** A new run: whatever a link asked for is over. */
    run: () => {
      setPanes(([one, other]) => [withoutLink(one), withoutLink(other)]);
      runPanes(asked, shown.map(withoutLink));
    },
    stop: () => {
      for (const { stop } of runs) stop();
    },
    branch: (at: number, token: number, id: number) => {
      const { run, start } = runs[at];
      if (!run) return;
      setPane(at, { link: undefined });
      void start(branchOf(run, token, id));
    },
    /** The run again without its branch, or with the weights that are here now. */
    again: (at: number, change: Partial<RunRequest>) => {
      const { run, start } = runs[at];
      setPane(at, { link: undefined });
      if (run) void start({ ...run.request, ...change });
    },
    /** Keeps each pane's answer as a turn, and waits for the next question. */
    followUp: () => {
      for (const [at, { run, clear }] of runs.entries()) {
        if (run && run.text !== '') setPane(at, { history: [...(run.request.history ?? []), turnOf(run)] });
        clear();
      }
      setAsked((before) => ({ ...before, prompt: '' }));
    },
    clearHistory: () => {
      for (const at of [0, 1]) setPane(at, { history: [] });
      clearFirst();
      clearSecond();
    },
    link: () => {
      const shared = shareOf(shownRuns);
      return shared && linkOf(shared);
    },
  };
}

export type PlaygroundState = ReturnType<typeof usePlayground>;
