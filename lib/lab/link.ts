import { type SharedRun, sharedRunSchema } from './run';

const PREFIX = '#run=';

/**
 * The address of a run within the lab: everything is in the fragment, which no server sees or logs.
 * The text is base64url of UTF-8 JSON.
 */
export function linkOf(run: SharedRun): string {
  const bytes = new TextEncoder().encode(JSON.stringify(run));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const base64 = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `/lab${PREFIX}${base64}`;
}

/** The run of an address's fragment: undefined when it names none, null when it is damaged. */
export function runOfHash(hash: string): SharedRun | null | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  try {
    const binary = atob(hash.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return sharedRunSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
