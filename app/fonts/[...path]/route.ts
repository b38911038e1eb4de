import { readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = path.join(process.cwd(), 'node_modules/pretendard/dist/web/variable');

const CACHED = 'public, max-age=31536000, immutable';

/** Pretendard from its package: the style sheet of its Korean subsets, and the subsets. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ path: string[] }> },
): Promise<Response> {
  const name = (await params).path.join('/');
  if (name === 'pretendard.css') {
    const css = await readFile(path.join(FOLDER, 'pretendardvariable-dynamic-subset.css'), 'utf8');
    const optional = css.replaceAll('font-display: swap', 'font-display: optional');
    return new Response(optional, {
      headers: { 'content-type': 'text/css', 'cache-control': 'public, max-age=86400' },
    });
  }
  const [, subset] = /^woff2-dynamic-subset\/(PretendardVariable\.subset\.\d+\.woff2)$/.exec(name) ?? [];
  const bytes =
    subset && (await readFile(path.join(FOLDER, 'woff2-dynamic-subset', subset)).catch(() => undefined));
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'font/woff2', 'cache-control': CACHED },
  });
}
