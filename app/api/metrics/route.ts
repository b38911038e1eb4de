import { failure } from '@/app/api/_http/failure';
import { requestLocale } from '@/app/locale';
import { dictionaryOf } from '@/lib/i18n';
import { collectMetrics } from '@/lib/ops/collect';

export const dynamic = 'force-dynamic';

/** What is measured, for Prometheus: with ONDAM_METRICS_TOKEN as a bearer token, or in a demo without one. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { text, type } = await collectMetrics(request.headers.get('authorization'));
    return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
  } catch (thrown) {
    return failure(thrown, dictionaryOf(await requestLocale()));
  }
}
