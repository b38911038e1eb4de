import { cookies } from 'next/headers';
import { DISPLAY_COOKIES, type Display, TEXT_SIZES, THEMES } from './display';

/** How this request's visitor wants pages to look. */
export async function requestDisplay(): Promise<Display> {
  const store = await cookies();
  const theme = store.get(DISPLAY_COOKIES.theme)?.value;
  const textSize = store.get(DISPLAY_COOKIES.textSize)?.value;
  return {
    theme: THEMES.find((known) => known === theme) ?? 'system',
    textSize: TEXT_SIZES.find((known) => known === textSize) ?? 'normal',
  };
}
