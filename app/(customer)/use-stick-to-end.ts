import { useCallback, useEffect, useRef, useState } from 'react';

/** Within this many pixels of the end counts as reading along. */
const NEAR_PX = 80;

/** Air above a message that the box begins with. */
const MARGIN_PX = 16;

/**
 * Keeps a scrolling box at its end while `content` grows, unless the person has scrolled away to read.
 *
 * @returns the box's ref and scroll handler, whether it is at its end, and a way to go there
 */
export function useStickToEnd(content: unknown) {
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setAtEnd(true);
  }, []);

  const onScroll = useCallback(() => {
    if (!box.current) return;
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_PX);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: content is what makes the box grow.
  useEffect(() => {
    if (!atEnd || !box.current) return;
    // Never past the beginning of the newest message: one that is longer than the box is read from there.
    const newest = [...box.current.querySelectorAll<HTMLElement>('[data-message]')].at(-1);
    const beginning = (newest?.offsetTop ?? Number.POSITIVE_INFINITY) - MARGIN_PX;
    box.current.scrollTo({ top: Math.min(box.current.scrollHeight, beginning) });
  }, [content, atEnd]);

  return { box, onScroll, atEnd, toEnd };
}
