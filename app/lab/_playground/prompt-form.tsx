import { type KeyboardEvent, useId } from 'react';
import { Choice } from '@/app/_ui/choice';
import { Icon } from '@/app/_ui/icons';
import { NumberSetting } from '@/app/_ui/number-setting';
import { useCustomerWords, useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { LONGEST_PROMPT, MODES } from '@/lib/lab/run';
import { SEED_RANGE } from '@/lib/lab/sampling';
import type { PlaygroundState } from './use-playground';

/** What the panes share: how to ask, what, and from which seed. */
export function PromptForm({ state }: { state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const { asked, ask, running } = state;
  const hint = useId();
  const runnable = asked.mode === 'completion' || asked.prompt.trim() !== '';
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (runnable) state.run();
  };
  return (
    <form
      className="card grid gap-x-6 gap-y-4 p-4 lg:grid-cols-[minmax(0,1fr)_18rem]"
      onSubmit={(event) => {
        event.preventDefault();
        if (running) state.stop();
        else if (runnable) state.run();
      }}
    >
      <div className="flex flex-col gap-3">
        <fieldset>
          <legend className="sr-only">{words.mode}</legend>
          <Choice
            options={MODES.map((mode) => ({ value: mode, label: words.modes[mode] }))}
            chosen={asked.mode}
            onChoose={state.setMode}
            className="inline-flex"
          />
        </fieldset>
        <label className="flex flex-col gap-1">
          <span className="text-sm font-semibold">{words.prompt[asked.mode]}</span>
          <textarea
            value={asked.prompt}
            onChange={(event) => ask({ prompt: event.target.value })}
            onKeyDown={byKey}
            maxLength={LONGEST_PROMPT}
            rows={3}
            lang="ko"
            aria-describedby={hint}
            className="field resize-y"
          />
        </label>
        <p id={hint} className="text-xs text-soft">
          {words.prompt_hint[asked.mode]} {words.run_hint}
        </p>
        <Examples state={state} />
        {asked.mode === 'chat' && <Passage state={state} />}
      </div>
      <div className="flex flex-col gap-4">
        <Seed state={state} />
        <div className="mt-auto flex flex-wrap items-center gap-3">
          <button
            type="submit"
            disabled={!running && !runnable}
            className={running ? 'button' : 'button button-primary'}
          >
            {running && <Icon name="stop" className="size-4" />}
            {running ? words.stop : words.run}
          </button>
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={state.compare}
              onChange={(event) => state.setCompare(event.target.checked)}
              className="size-4.5 accent-accent"
            />
            {words.compare}
          </label>
        </div>
      </div>
    </form>
  );
}

function Examples({ state }: { state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  return (
    <ul aria-label={words.examples} className="flex flex-wrap gap-2">
      {words.example[state.asked.mode].map((example) => (
        <li key={example}>
          <button
            type="button"
            lang="ko"
            onClick={() => state.ask({ prompt: example })}
            className="min-h-9 rounded-full border border-line px-3 text-left text-sm text-soft hover:border-accent hover:text-accent"
          >
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Passage({ state }: { state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const hint = useId();
  return (
    <details open={state.asked.passage !== ''}>
      <summary className="cursor-pointer text-sm text-soft hover:text-ink">{words.passage_add}</summary>
      <label className="mt-2 flex flex-col gap-1">
        <span className="text-sm font-semibold">{words.passage}</span>
        <textarea
          value={state.asked.passage}
          onChange={(event) => state.ask({ passage: event.target.value })}
          maxLength={LONGEST_PROMPT}
          rows={4}
          lang="ko"
          aria-describedby={hint}
          className="field resize-y"
        />
      </label>
      <p id={hint} className="mt-1 text-xs text-soft">
        {words.passage_hint}
      </p>
    </details>
  );
}

const FIRST_SEED = 42;

function Seed({ state }: { state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const { settings, errors } = useCustomerWords();
  const { min, max } = SEED_RANGE;
  return (
    <NumberSetting
      name="seed"
      label={words.seed}
      explanation={words.seed_explanation}
      range={SEED_RANGE}
      first={FIRST_SEED}
      slider={false}
      words={{
        standard: settings.standard,
        custom: settings.custom,
        standard_value: words.seed_random,
        out_of_range: fill(errors.sampling_out_of_range, {
          name: words.seed,
          min,
          max,
          kind: settings.kind.integer,
        }),
      }}
      value={state.asked.seed}
      onChange={(seed) => state.ask({ seed })}
    />
  );
}
