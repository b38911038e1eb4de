import { NumberSetting } from '@/app/_ui/number-setting';
import { CHAT_DEFAULTS, CHAT_RANGES, type ChatControl, type ChatSampling } from '@/lib/answer/sampling';
import { fill } from '@/lib/i18n/fill';
import { useWords } from '../words';

interface ControlProps {
  name: ChatControl;
  /** undefined: the default, which is then not sent. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

const STANDARD: ChatSampling = CHAT_DEFAULTS;
/** What a control begins with when it is set by hand and its default is no number. */
const FIRST_SEED = 42;

/** One of the answer settings. */
export function Control({ name, value, onChange }: ControlProps) {
  const { settings, errors } = useWords();
  const { name: label, explanation } = settings.control[name];
  const { min, max, integer } = CHAT_RANGES[name];
  const standard = STANDARD[name];
  const kind = settings.kind[integer ? 'integer' : 'number'];
  return (
    <NumberSetting
      name={name}
      label={label}
      explanation={explanation}
      range={CHAT_RANGES[name]}
      first={standard ?? FIRST_SEED}
      slider={name !== 'seed'}
      words={{
        standard: settings.standard,
        custom: settings.custom,
        standard_value:
          standard === undefined ? settings.random : fill(settings.standard_value, { value: standard }),
        out_of_range: fill(errors.sampling_out_of_range, { name: label, min, max, kind }),
      }}
      value={value}
      onChange={onChange}
    />
  );
}
