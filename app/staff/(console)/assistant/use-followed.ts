import { useEffect, useRef } from 'react';

/** Brings each child that is added to the top of what is seen, once; after that it is left where the person puts it. */
export function useFollowed(count: number) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (count > 0) box.current?.lastElementChild?.scrollIntoView({ block: 'start' });
  }, [count]);
  return box;
}
