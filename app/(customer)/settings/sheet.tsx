import { useEffect, useId, useRef } from 'react';
import { Icon } from '@/app/_ui/icons';
import { CHAT_CONTROLS, type ChatSampling } from '@/lib/answer/sampling';
import { useWords } from '../words';
import { Control } from './control';
import { DisplaySettings } from './display';
import { Presets } from './presets';

interface SettingsSheetProps {
  open: boolean;
  onClose: () => void;
  sampling: ChatSampling;
  onChange: (sampling: ChatSampling) => void;
}

/** How answers are drawn: from the side on a wide screen, from below on a phone. */
export function SettingsSheet({ open, onClose, sampling, onChange }: SettingsSheetProps) {
  const { settings } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog by Escape itself.
    <dialog
      ref={dialog}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      aria-labelledby={title}
      className="sheet"
    >
      <div className="flex min-h-0 flex-1 flex-col">
        <header className="flex items-center justify-between border-b border-line py-2 pr-2 pl-5">
          <h2 id={title} className="text-lg font-bold">
            {settings.title}
          </h2>
          <button
            type="button"
            onClick={onClose}
            aria-label={settings.close}
            className="grid size-11 place-items-center rounded-xl text-soft hover:bg-tint hover:text-ink"
          >
            <Icon name="close" />
          </button>
        </header>
        <div className="flex min-h-0 flex-col gap-6 overflow-y-auto overscroll-contain px-5 pt-4 pb-8">
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
      </div>
    </dialog>
  );
}
