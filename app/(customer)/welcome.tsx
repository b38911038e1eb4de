import { useState } from 'react';
import { useWords } from './words';

/** An empty conversation: who is here, and questions to begin with, by area. */
export function Welcome({ onPick }: { onPick: (question: string) => void }) {
  const { welcome } = useWords();
  const [area, setArea] = useState(0);
  const { questions } = welcome.suggestions[area];
  return (
    <div className="py-8 sm:pt-[12vh]">
      <h2 className="text-2xl leading-snug font-bold sm:text-3xl">{welcome.greeting}</h2>
      <p className="mt-1 text-soft sm:text-lg">{welcome.invitation}</p>
      <ul aria-label={welcome.areas} className="mt-6 flex flex-wrap gap-2">
        {welcome.suggestions.map((suggestion, i) => (
          <li key={suggestion.area}>
            <button
              type="button"
              aria-pressed={i === area}
              onClick={() => setArea(i)}
              className="min-h-9 rounded-full border border-line px-3 text-sm text-soft hover:border-accent hover:text-accent aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:font-semibold aria-pressed:text-accent"
            >
              {suggestion.area}
            </button>
          </li>
        ))}
      </ul>
      <ul className="mt-4 grid gap-2.5 sm:grid-cols-2">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              lang="ko"
              onClick={() => onPick(question)}
              className="h-full min-h-13 w-full rounded-2xl border border-line bg-surface px-4 py-3 text-left leading-snug transition-colors hover:border-accent hover:text-accent"
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
