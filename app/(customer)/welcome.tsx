import { useWords } from './words';

/** An empty conversation: who is here, and questions to begin with. */
export function Welcome({ onPick }: { onPick: (question: string) => void }) {
  const { welcome } = useWords();
  return (
    <div className="my-auto py-10">
      <h2 className="text-2xl leading-snug font-bold sm:text-3xl">{welcome.greeting}</h2>
      <p className="mt-1 text-soft sm:text-lg">{welcome.invitation}</p>
      <ul className="mt-8 grid gap-2.5 sm:grid-cols-2">
        {welcome.suggestions.map((question) => (
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
