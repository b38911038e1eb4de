import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from './words';

/** What we use of the Web Speech API, which TypeScript's library does not describe. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
  abort(): void;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
}
type Recognizer = new () => Recognition;

function recognizer(): Recognizer | undefined {
  const known = window as { SpeechRecognition?: Recognizer; webkitSpeechRecognition?: Recognizer };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition;
}

const never = () => () => {};

/** Types what is said, with the browser's own recognition; absent where it has none. */
export function VoiceInput({ onText }: { onText: (text: string) => void }) {
  const { composer } = useWords();
  const present = useSyncExternalStore(
    never,
    () => recognizer() !== undefined,
    () => false,
  );
  const [listening, setListening] = useState(false);
  const recognition = useRef<Recognition>(undefined);
  useEffect(() => () => recognition.current?.abort(), []);
  const toggle = () => {
    if (listening) return recognition.current?.stop();
    const Known = recognizer();
    if (!Known) return;
    const started = new Known();
    started.lang = 'ko-KR';
    started.interimResults = true;
    started.onresult = ({ results }) =>
      onText(
        Array.from(results)
          .map((result) => result[0].transcript)
          .join(''),
      );
    started.onend = () => setListening(false);
    recognition.current = started;
    setListening(true);
    started.start();
  };
  if (!present) return null;
  const label = listening ? composer.listening : composer.speak;
  return (
    <button
      type="button"
      onClick={toggle}
      aria-label={label}
      title={label}
      aria-pressed={listening}
      className={`grid size-11 shrink-0 place-items-center rounded-full ${listening ? 'bg-danger-tint text-danger' : 'text-soft hover:bg-tint hover:text-ink'}`}
    >
      <Icon name="microphone" />
    </button>
  );
}
