import { health } from '@/lib/answer/health';

export const dynamic = 'force-dynamic';

/** For people and load balancers: 200 when questions can be answered, be it with approved texts alone, 503 when not yet or not now. */
export async function GET(): Promise<Response> {
  const state = await health();
  return Response.json(state, {
    status: state.status === 'ready' || state.status === 'degraded' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
