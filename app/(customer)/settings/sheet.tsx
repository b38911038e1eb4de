import { Sheet } from '@/app/_ui/sheet';
import { CHAT_CONTROLS, type ChatSampling } from '@/lib/answer/sampling';
import { useWords } from '../words';
import { Control } from './control';
import { DisplaySettings } from './display';
import { Presets } from './presets';

interface SettingsSheetProps {
  onClose: () => void;
  sampling: ChatSampling;
  onChange: (sampling: ChatSampling) => void;
}

/** How answers are drawn, and how the page looks. */
export default function SettingsSheet({ onClose, sampling, onChange }: SettingsSheetProps) {
  const { settings } = useWords();
  return (
    <Sheet title={settings.title} close={settings.close} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <p className="text-sm text-soft">{settings.intro}</p>
        <Presets sampling={sampling} onChange={onChange} />
        {CHAT_CONTROLS.map((name) => (
          <Control
            key={name}
            name={name}
            value={sampling[name]}
            onChange={(value) => {
              const { [name]: _, ...others } = sampling;
              onChange(value === undefined ? others : { ...others, [name]: value });
            }}
          />
        ))}
        <DisplaySettings />
      </div>
    </Sheet>
  );
}
