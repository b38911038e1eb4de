import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Font } from '@/app/_ui/font';
import { requestDisplay } from '@/app/display.server';
import { requestLocale } from '@/app/locale';
import { dictionaryOf } from '@/lib/i18n';

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = dictionaryOf(await requestLocale());
  return { title, description };
}

export const viewport: Viewport = {
  // A phone's keyboard makes the page smaller instead of covering the box that is typed in.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#141817' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, textSize } = await requestDisplay();
  return (
    <html lang={await requestLocale()} data-theme={theme} data-text-size={textSize}>
      <body>
        {children}
        <Font />
      </body>
    </html>
  );
}
