const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a user agent says it is, in short, as `Chrome · Windows`; undefined where it says nothing known. */
export function deviceOf(userAgent: string | null): string | undefined {
  const named = [BROWSERS, SYSTEMS].map((known) => known.find(([form]) => form.test(userAgent ?? ''))?.[1]);
  return named.filter(Boolean).join(' · ') || undefined;
}
