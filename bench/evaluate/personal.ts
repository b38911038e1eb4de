import { maskPersonalData } from '@/lib/guard/personal-data';
import { share } from './interval';

/** How masking does on messages with planted personal data, and on messages that hold none. */
export function maskingFigures(all: { text: string; planted: { kind: string; value: string }[] }[]) {
  const planted = all.filter((message) => message.planted.length > 0);
  const clean = all.filter((message) => message.planted.length === 0);
  const left = planted.filter(({ text, planted }) => {
    const masked = maskPersonalData(text).text;
    return planted.some(({ value }) => masked.includes(value));
  });
  const wrongly = clean.filter(({ text }) => maskPersonalData(text).masked.length > 0);
  return {
    messages_left_unmasked: share(left.length, planted.length),
    false_masks: share(wrongly.length, clean.length),
    worst: [...left, ...wrongly].slice(0, 10).map(({ text }) => text),
  };
}
