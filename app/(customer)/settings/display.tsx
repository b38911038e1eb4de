import { useEffect, useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { type Display, setDisplay, shownDisplay, TEXT_SIZES, THEMES } from '@/app/display';
import { useWords } from '../words';

/** How the page looks: applied at once, kept on this device. */
export function DisplaySettings() {
  const { display } = useWords();
  const [shown, setShown] = useState<Display>({ theme: 'system', textSize: 'normal' });
  useEffect(() => setShown(shownDisplay()), []);
  const change = (to: Partial<Display>) => {
    setDisplay(to);
    setShown({ ...shown, ...to });
  };
  return (
    <section aria-label={display.title} className="flex flex-col gap-3">
      <h3 className="font-semibold">{display.title}</h3>
      <fieldset>
        <legend className="mb-1 text-sm text-soft">{display.text_size}</legend>
        <Choice
          className="grid grid-cols-3"
          options={TEXT_SIZES.map((value) => ({ value, label: display.text_sizes[value] }))}
          chosen={shown.textSize}
          onChoose={(textSize) => change({ textSize })}
        />
      </fieldset>
      <fieldset>
        <legend className="mb-1 text-sm text-soft">{display.theme}</legend>
        <Choice
          className="grid grid-cols-3"
          options={THEMES.map((value) => ({ value, label: display.themes[value] }))}
          chosen={shown.theme}
          onChoose={(theme) => change({ theme })}
        />
      </fieldset>
    </section>
  );
}
