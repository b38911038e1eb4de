import { useWords } from '@/app/_ui/words';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { LEVELS } from './level';

/** What the tokens' colours mean. */
export function Legend() {
  const words = useWords(playgroundWords);
  return (
    <dl className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
      <dt className="text-soft">{words.legend}</dt>
      {LEVELS.map((level, i) => (
        <dd key={level} className={`token ${level} px-1.5`}>
          {words.legend_levels[i]}
        </dd>
      ))}
    </dl>
  );
}
