import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type APIRequestContext, expect, test } from '@playwright/test';

/** Every customer route on something with an id, and a body that its owner could send. */
const ROUTES: Record<string, object | undefined> = {
  'GET /conversations/[id]': undefined,
  'DELETE /conversations/[id]': undefined,
  'GET /conversations/[id]/download': undefined,
  'GET /conversations/[id]/events': undefined,
  'POST /conversations/[id]/handoff': {},
  'DELETE /conversations/[id]/handoff': undefined,
  'POST /conversations/[id]/stop': {},
  'PUT /messages/[id]/feedback': { rating: 'down', comment: '남의 답변' },
};

/** Where others than customers call, each with a check of its own: staff (permissions.spec.ts), programs, bots. */
const NOT_CUSTOMERS = /^\/(staff|v1|bots)(\/|$)/;

function exported(): string[] {
  const files = readdirSync('app/api', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => path.basename(file) === 'route.ts' && file.includes('['))
    .flatMap((file) => {
      const address = `/${path.dirname(file).split(path.sep).join('/')}`;
      const source = readFileSync(path.join('app/api', file), 'utf8');
      const methods = source.matchAll(/export (?:const|async function) (GET|POST|PUT|PATCH|DELETE)\b/g);
      return NOT_CUSTOMERS.test(address) ? [] : [...methods].map(([, method]) => `${method} ${address}`);
    });
}

test('no route on something with an id is forgotten here', () => {
  expect(exported().sort()).toEqual(Object.keys(ROUTES).sort());
});

/** Asks once; gives the conversation and its messages. */
async function conversation(request: APIRequestContext) {
  const asked = await request.post('/api/chat', { data: { text: '이체 한도가 얼마예요?' } });
  const [, id] = /"conversation_id":"([^"]+)"/.exec(await asked.text()) ?? [];
  const read = async () => (await request.get(`/api/conversations/${id}`)).json();
  return { id, read, reply: (await read()).messages.at(-1).id as string };
}

const staff = { email: 'admin@ondam.example', password: 'ondam-demo-2026' };

for (const who of ['another customer', 'somebody without a cookie', 'somebody of the bank']) {
  test(`${who} can neither read nor change what is a customer’s, nor tell that it is there`, async ({
    playwright,
    baseURL,
    request,
  }) => {
    const victim = await conversation(request);
    const before = await victim.read();
    const stranger = await playwright.request.newContext({ baseURL });
    if (who === 'another customer') await conversation(stranger);
    if (who === 'somebody of the bank') await stranger.post('/api/staff/session', { data: staff });
    for (const [route, data] of Object.entries(ROUTES)) {
      const [method, address] = route.split(' ');
      const of = (id: string) =>
        stranger.fetch(`/api${address.replace('[id]', id)}`, { method, data, timeout: 10_000 });
      const told = await of(address.startsWith('/messages') ? victim.reply : victim.id);
      const absent = await of(crypto.randomUUID());
      expect(told.status(), route).toBe(404);
      expect(await told.text(), route).toBe(await absent.text());
    }
    // Nor by the ids that bodies carry.
    const body = { conversation_id: victim.id };
    for (const data of [
      { ...body, text: '이어서' },
      { ...body, regenerate: true },
    ]) {
      expect((await stranger.post('/api/chat', { data })).status()).toBe(404);
    }
    const asStaff = await stranger.post('/api/staff/assistant/ask', { data: { ...body, text: '이어서' } });
    expect(asStaff.status()).toBe(who === 'somebody of the bank' ? 404 : 401);
    expect((await (await stranger.get('/api/conversations')).text()).includes(victim.id)).toBe(false);
    expect(await victim.read()).toEqual(before);
    await stranger.dispose();
  });
}

test('somebody of the bank ends no session but their own', async ({ playwright, baseURL }) => {
  const [agent, editor] = await Promise.all(
    ['agent', 'editor'].map(async (role) => {
      const context = await playwright.request.newContext({ baseURL });
      await context.post('/api/staff/session', { data: { ...staff, email: `${role}@ondam.example` } });
      return context;
    }),
  );
  const sessions = await (await editor.get('/api/staff/sessions')).json();
  for (const { id } of sessions) {
    expect((await agent.delete(`/api/staff/sessions/${id}`)).status()).toBe(404);
  }
  expect((await editor.get('/api/staff/sessions')).status()).toBe(200);
  await Promise.all([agent.dispose(), editor.dispose()]);
});
