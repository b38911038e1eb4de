import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { may, type Permission, ROLES, type Role } from '@/lib/auth/permissions';

/** What each route of the console asks of whoever calls it; `signed`: no more than to be signed in. */
const ROUTES: Record<string, Permission | 'signed'> = {
  'GET /api-keys': 'api_keys.manage',
  'POST /api-keys': 'api_keys.manage',
  'DELETE /api-keys/[id]': 'api_keys.manage',
  'POST /assistant/ask': 'assistant.use',
  'GET /assistant/conversations': 'assistant.use',
  'DELETE /assistant/conversations/[id]': 'assistant.use',
  'POST /assistant/check': 'assistant.use',
  'POST /assistant/draft': 'assistant.use',
  'GET /audit': 'audit.read',
  'GET /canned-replies': 'inbox.use',
  'POST /canned-replies': 'inbox.use',
  'PUT /canned-replies/[id]': 'inbox.use',
  'DELETE /canned-replies/[id]': 'inbox.use',
  'GET /feedback': 'insights.read',
  'POST /feedback/[message_id]': 'feedback.handle',
  'GET /feedback/cases': 'insights.read',
  'PUT /feedback/cases/[id]': 'feedback.handle',
  'DELETE /feedback/cases/[id]': 'feedback.handle',
  'GET /inbox': 'inbox.use',
  'GET /inbox/events': 'inbox.use',
  'GET /inbox/[id]': 'inbox.use',
  'GET /inbox/[id]/events': 'inbox.use',
  'POST /inbox/[id]/claim': 'inbox.use',
  'POST /inbox/[id]/close': 'inbox.use',
  'POST /inbox/[id]/release': 'inbox.use',
  'POST /inbox/[id]/reply': 'inbox.use',
  'POST /inbox/[id]/return': 'inbox.use',
  'POST /inbox/[id]/suggestion': 'inbox.use',
  'GET /insights': 'insights.read',
  'GET /insights/unanswered': 'insights.read',
  'POST /insights/drafts': 'feedback.handle',
  'GET /knowledge': 'knowledge.read',
  'POST /knowledge': 'knowledge.write',
  'POST /knowledge/check': 'knowledge.read',
  'GET /knowledge/export': 'knowledge.read',
  'POST /knowledge/import': 'knowledge.write',
  'POST /knowledge/try': 'knowledge.read',
  'GET /knowledge/[id]': 'knowledge.read',
  'POST /knowledge/[id]': 'knowledge.write',
  'PUT /knowledge/[id]/[version]': 'knowledge.write',
  'DELETE /knowledge/[id]/[version]': 'knowledge.write',
  'POST /knowledge/[id]/[version]/publish': 'knowledge.publish',
  'POST /knowledge/[id]/[version]/retire': 'knowledge.publish',
  'POST /knowledge/[id]/[version]/review': 'knowledge.publish',
  'PUT /password': 'signed',
  'DELETE /session': 'signed',
  'GET /sessions': 'signed',
  'DELETE /sessions/[id]': 'signed',
  'PUT /switches/generation': 'switches.change',
  'GET /team': 'team.manage',
  'POST /team': 'team.manage',
  'PATCH /team/[id]': 'team.manage',
  'GET /traces': 'trace.read',
  'GET /traces/[message_id]': 'trace.read',
};

/** The one route for somebody who is not signed in yet; and the one that would end the test's own session. */
const SIGN_IN = 'POST /session';
const SIGN_OUT = 'DELETE /session';

const FOLDER = 'app/api/staff';

/** Every `METHOD /path` that the route files export. */
function exported(): string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => path.basename(file) === 'route.ts')
    .flatMap((file) => {
      const address = path.dirname(file).split(path.sep).join('/');
      const source = readFileSync(path.join(FOLDER, file), 'utf8');
      const methods = source.matchAll(/export (?:const|async function) (GET|POST|PUT|PATCH|DELETE)\b/g);
      return [...methods].map(([, method]) => `${method} /${address}`);
    });
}

/** A made-up id and an empty body: whoever may call a route is told what is wrong with them, and nothing is done. */
async function status(baseURL: string, route: string, cookie = ''): Promise<number> {
  const [method, address] = route.split(' ');
  const place = address.replace(/\[version\]/g, '1').replace(/\[\w+\]/g, crypto.randomUUID());
  const controller = new AbortController();
  const response = await fetch(`${baseURL}/api/staff${place}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    body: method === 'GET' || method === 'DELETE' ? undefined : '{}',
    signal: controller.signal,
  });
  controller.abort(); // a live stream has no end of its own
  return response.status;
}

async function cookieOf(baseURL: string, role: Role): Promise<string> {
  const body = JSON.stringify({ email: `${role}@ondam.example`, password: 'ondam-demo-2026' });
  const response = await fetch(`${baseURL}/api/staff/session`, { method: 'POST', body });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

test('no route of the console is forgotten here', () => {
  expect(exported().sort()).toEqual([...Object.keys(ROUTES), SIGN_IN].sort());
});

test('no route answers somebody who is not signed in, or whose cookie was made up', async ({ baseURL }) => {
  for (const route of Object.keys(ROUTES)) {
    expect(await status(baseURL as string, route), route).toBe(401);
    const forged = 'ondam_staff.session_token=made-up.c2lnbmF0dXJl';
    expect(await status(baseURL as string, route, forged), route).toBe(401);
  }
});

for (const role of ROLES) {
  test(`${role} may do what the matrix says, and nothing else`, async ({ baseURL }) => {
    const cookie = await cookieOf(baseURL as string, role);
    for (const [route, permission] of Object.entries(ROUTES)) {
      if (route === SIGN_OUT) continue;
      const told = await status(baseURL as string, route, cookie);
      expect(told, route).not.toBe(401);
      // A wrong current password is refused with the same status.
      if (route === 'PUT /password') continue;
      expect(told === 403, route).toBe(permission !== 'signed' && !may(role, permission));
    }
  });
}

test('signing out ends the session at the server too', async ({ baseURL }) => {
  const cookie = await cookieOf(baseURL as string, 'agent');
  expect(await status(baseURL as string, 'GET /sessions', cookie)).toBe(200);
  expect(await status(baseURL as string, SIGN_OUT, cookie)).toBe(204);
  expect(await status(baseURL as string, 'GET /sessions', cookie)).toBe(401);
});
