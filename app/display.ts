import { TEXT_SIZES, type TextSize, THEMES, type Theme } from '@/lib/i18n/display';

export { TEXT_SIZES, type TextSize, THEMES, type Theme } from '@/lib/i18n/display';

export interface Display {
  theme: Theme;
  textSize: TextSize;
}

export const DISPLAY_COOKIES = { theme: 'ondam_theme', textSize: 'ondam_text_size' } as const;

/** Applies a choice to the page at once, and remembers it for a year. */
export function setDisplay(change: Partial<Display>): void {
  for (const [name, value] of Object.entries(change) as [keyof Display, string][]) {
    document.documentElement.dataset[name] = value;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${DISPLAY_COOKIES[name]}=${value}; path=/; max-age=31536000; samesite=lax`;
  }
}

/** What the page has now. */
export function shownDisplay(): Display {
  const { theme, textSize } = document.documentElement.dataset;
  return {
    theme: THEMES.find((known) => known === theme) ?? 'system',
    textSize: TEXT_SIZES.find((known) => known === textSize) ?? 'normal',
  };
}
