import { useId, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useLocale, useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { LabModel } from '@/lib/lab/models';
import { labPresetOf } from '@/lib/lab/sampling';
import { SettingsSheet } from './settings-sheet';
import type { PlaygroundState } from './use-playground';

/** Which model, and how it draws. */
export function PaneHead({ at, models, state }: { at: number; models: LabModel[]; state: PlaygroundState }) {
  const words = useWords(playgroundWords);
  const locale = useLocale();
  const [opened, setOpened] = useState(false);
  const size = useId();
  const { model: name, sampling } = state.panes[at];
  const model = models.find((one) => one.name === name);
  const preset = labPresetOf(sampling);
  return (
    <header className="flex flex-wrap items-end gap-x-3 gap-y-2 border-b border-line p-4 lg:col-span-full">
      <label className="flex min-w-44 flex-1 flex-col gap-1">
        <span className="text-xs font-semibold text-soft">{words.model}</span>
        <select
          value={name}
          onChange={(event) => state.setPane(at, { model: event.target.value, link: undefined })}
          aria-describedby={size}
          className="field"
        >
          {/* A link may name a model that is not here: its name stays, and the run says so. */}
          {!model && <option value={name}>{name}</option>}
          {models.map((one) => (
            <option key={one.name} value={one.name}>
              {words.models[one.name] ?? one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => setOpened(true)} className="button max-w-full">
        <Icon name="sliders" className="size-4" />
        {words.settings}
        <span className="font-normal text-soft">{preset ? words.preset[preset].name : words.custom}</span>
      </button>
      <p id={size} className="w-full text-xs text-soft">
        {model &&
          fill(words.size, {
            millions: (model.parameters / 1e6).toFixed(1),
            context: model.context_length.toLocaleString(locale),
          })}
      </p>
      {opened && (
        <SettingsSheet
          title={fill(words.settings_title, { pane: words.pane[at] })}
          sampling={sampling}
          onChange={(changed) => state.setPane(at, { sampling: changed })}
          onClose={() => setOpened(false)}
        />
      )}
    </header>
  );
}
