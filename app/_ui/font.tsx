'use client';

import { useEffect } from 'react';

const ADDRESS = '/fonts/pretendard.css';

/**
 * The typeface, asked for once the page is there: its 300 kB never stand before the first word. A browser that does
 * not have it yet keeps its own Korean typeface for this visit, so that no text moves.
 */
export function Font() {
  useEffect(() => {
    if (document.querySelector(`link[href="${ADDRESS}"]`)) return;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = ADDRESS;
    document.head.append(link);
  }, []);
  return null;
}
