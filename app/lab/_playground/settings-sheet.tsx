import { useId } from 'react';
import { Choice } from '@/app/_ui/choice';
import { NumberSetting } from '@/app/_ui/number-setting';
import { Sheet } from '@/app/_ui/sheet';
import { useCustomerWords, useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import {
  LAB_CONTROLS,
  LAB_DEFAULTS,
  LAB_PRESET_NAMES,
  LAB_PRESETS,
  LAB_RANGES,
  type LabControl,
  type LabSampling,
  labPresetOf,
} from '@/lib/lab/sampling';
import { LogitBias, StopTexts } from './list-settings';

interface SettingsProps {
  sampling: LabSampling;
  onChange: (sampling: LabSampling) => void;
}

/** Every setting of a pane, each the default or one's own. */
export function SettingsSheet({
  title,
  sampling,
  onChange,
  onClose,
}: SettingsProps & { title: string; onClose: () => void }) {
  const words = useWords(playgroundWords);
  const { settings } = useCustomerWords();
  const set = <Key extends keyof LabSampling>(key: Key, value: LabSampling[Key]) => {
    const { [key]: _, ...others } = sampling;
    onChange(value === undefined ? others : { ...others, [key]: value });
  };
  return (
    <Sheet title={title} close={settings.close} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <p className="text-sm text-soft">{words.settings_intro}</p>
        <Presets sampling={sampling} onChange={onChange} />
        {LAB_CONTROLS.map((name) => (
          <Control key={name} name={name} value={sampling[name]} onChange={(value) => set(name, value)} />
        ))}
        <StopTexts value={sampling.stop} onChange={(stop) => set('stop', stop)} />
        <LogitBias value={sampling.logit_bias} onChange={(bias) => set('logit_bias', bias)} />
      </div>
    </Sheet>
  );
}

function Presets({ sampling, onChange }: SettingsProps) {
  const words = useWords(playgroundWords);
  const hint = useId();
  const chosen = labPresetOf(sampling);
  return (
    <fieldset aria-describedby={hint}>
      <legend className="mb-2 text-sm font-semibold">{words.presets}</legend>
      <Choice
        options={LAB_PRESET_NAMES.map((name) => ({ value: name, label: words.preset[name].name }))}
        chosen={chosen}
        onChoose={(name) => {
          const { max_tokens } = sampling;
          onChange({ ...LAB_PRESETS[name], ...(max_tokens !== undefined && { max_tokens }) });
        }}
        className="grid grid-cols-4"
      />
      <p id={hint} className="mt-2 text-sm text-soft">
        {chosen ? words.preset[chosen].explanation : words.custom}
      </p>
    </fieldset>
  );
}

function Control({
  name,
  value,
  onChange,
}: {
  name: LabControl;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const words = useWords(playgroundWords);
  const { settings, errors } = useCustomerWords();
  const { name: label, explanation } = words.control[name];
  const range = LAB_RANGES[name];
  const kind = settings.kind[range.integer ? 'integer' : 'number'];
  return (
    <NumberSetting
      name={name}
      label={label}
      explanation={explanation}
      range={range}
      first={LAB_DEFAULTS[name]}
      words={{
        standard: settings.standard,
        custom: settings.custom,
        standard_value: fill(settings.standard_value, { value: LAB_DEFAULTS[name] }),
        out_of_range: fill(errors.sampling_out_of_range, {
          name: label,
          min: range.min,
          max: range.max,
          kind,
        }),
      }}
      value={value}
      onChange={onChange}
    />
  );
}
