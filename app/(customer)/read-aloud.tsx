import { useEffect, useState, useSyncExternalStore } from 'react';
import { Icon } from '@/app/_ui/icons';
import { FOOTER_BUTTON } from './footer-button';
import { useWords } from './words';

const never = () => () => {};
const canSpeak = () => 'speechSynthesis' in window;

/** Reads an answer aloud with the browser's own voice; absent where it has none. */
export function ReadAloud({ text }: { text: string }) {
  const { log } = useWords();
  const [speaking, setSpeaking] = useState(false);
  const present = useSyncExternalStore(never, canSpeak, () => false);
  useEffect(() => {
    if (!speaking) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = 'ko-KR';
    utterance.onend = () => setSpeaking(false);
    utterance.onerror = () => setSpeaking(false);
    // One voice at a time: whatever is read already stops.
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
    return () => speechSynthesis.cancel();
  }, [speaking, text]);
  if (!present) return null;
  return (
    <button
      type="button"
      aria-label={speaking ? log.stop_reading : log.read_aloud}
      title={speaking ? log.stop_reading : log.read_aloud}
      aria-pressed={speaking}
      className={FOOTER_BUTTON}
      onClick={() => setSpeaking(!speaking)}
    >
      <Icon name={speaking ? 'stop' : 'speaker'} className="size-4" />
    </button>
  );
}
