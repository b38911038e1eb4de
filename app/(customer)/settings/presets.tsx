import { useId } from 'react';
import { Choice } from '@/app/_ui/choice';
import { type ChatSampling, PRESETS } from '@/lib/answer/sampling';
import { PRESET_NAMES, presetOf } from '../sampling-summary';
import { useWords } from '../words';

/** The three ready-made choices, and what the chosen one does. */
export function Presets({
  sampling,
  onChange,
}: {
  sampling: ChatSampling;
  onChange: (sampling: ChatSampling) => void;
}) {
  const { settings } = useWords();
  const hint = useId();
  const chosen = presetOf(sampling);
  const options = PRESET_NAMES.map((name) => ({ value: name, label: settings.preset[name].name }));
  return (
    <fieldset aria-describedby={hint}>
      <legend className="mb-2 text-sm font-semibold">{settings.presets}</legend>
      <Choice
        options={options}
        chosen={chosen}
        onChoose={(name) => onChange({ ...PRESETS[name] })}
        className="grid grid-cols-3"
      />
      <p id={hint} className="mt-2 text-sm text-soft">
        {chosen ? settings.preset[chosen].hint : settings.custom_preset}
      </p>
    </fieldset>
  );
}
