import { assistantWords } from '@/lib/i18n/staff/assistant';
import { useWords } from '../../words';

/** Before the first question: what this is, and some to begin with. */
export function Empty({ onPick }: { onPick: (question: string) => void }) {
  const words = useWords(assistantWords);
  return (
    <div className="flex flex-1 flex-col justify-center gap-5 py-8">
      <p className="text-balance text-soft">{words.intro}</p>
      <section aria-labelledby="examples">
        <h2 id="examples" className="text-sm font-semibold">
          {words.examples_title}
        </h2>
        <ul className="mt-2 grid gap-2 md:grid-cols-3">
          {words.examples.map((question) => (
            <li key={question}>
              <button
                type="button"
                lang="ko"
                onClick={() => onPick(question)}
                className="card h-full w-full px-4 py-3 text-left text-sm leading-snug hover:border-accent hover:text-accent"
              >
                {question}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
