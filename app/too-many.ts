import type { Locale } from '@/lib/i18n/locale';

const WORDS = {
  ko: {
    title: '잠시 쉬었다가 다시 열어 주세요',
    text: '같은 곳에서 짧은 시간에 너무 많이 열었어요. {seconds}초 뒤에 다시 시도해 주세요.',
    call: '급한 일은 1588-0000으로 전화해 주세요.',
  },
  en: {
    title: 'Please take a short break',
    text: 'Too many pages were opened from the same place. Please try again in {seconds} seconds.',
    call: 'If it is urgent, please call 1588-0000.',
  },
};

/** The page for an address that opens pages too often: complete in itself, so that it costs next to nothing. */
export function tooManyPage(locale: Locale, seconds: number): Response {
  const { title, text, call } = WORDS[locale];
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { display: grid; min-height: 100dvh; margin: 0; place-content: center; padding: 1.5rem; font: 1rem/1.7 Pretendard, system-ui, sans-serif; text-align: center; word-break: keep-all; }
h1 { margin: 0; font-size: 1.5rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text.replace('{seconds}', String(seconds))}</p>
<p><a href="tel:1588-0000">${call}</a></p>
</main>
</body>
</html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(html, { status: 429, headers: { ...headers, 'retry-after': String(seconds) } });
}
