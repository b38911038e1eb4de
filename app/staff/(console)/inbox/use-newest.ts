import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Shows the newest message when it comes, unless the person has scrolled up to read: then it says that there is one.
 *
 * @param newest its id
 * @returns the ref of what stands behind the last message; whether one came that has not been seen; a way to it
 */
export function useNewest(newest: string | undefined) {
  const end = useRef<HTMLDivElement>(null);
  /** Whether the end was in sight when last looked at. */
  const atEnd = useRef(true);
  const [unread, setUnread] = useState(false);
  const show = useCallback(() => {
    end.current?.scrollIntoView({ block: 'end' });
    setUnread(false);
  }, []);

  useEffect(() => {
    const observer = new IntersectionObserver(([{ isIntersecting }]) => {
      atEnd.current = isIntersecting;
      if (isIntersecting) setUnread(false);
    });
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (newest === undefined) return;
    if (atEnd.current) show();
    else setUnread(true);
  }, [newest, show]);

  return { end, unread, show };
}
