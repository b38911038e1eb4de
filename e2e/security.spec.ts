import { expect, test } from '@playwright/test';

test('a page runs its own scripts alone, by a nonce that no other page has', async ({ request }) => {
  const policies = [];
  for (const scheme of ['http', 'https']) {
    const headers = { accept: 'text/html', 'x-forwarded-proto': scheme };
    const response = await request.get('/', { headers });
    policies.push(response.headers()['content-security-policy']);
    expect(response.headers()['strict-transport-security'] !== undefined).toBe(scheme === 'https');
  }
  for (const policy of policies) {
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1];
    expect(scripts).toMatch(/'nonce-[\w+/=]{16,}'/);
    expect(scripts).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
  }
  expect(policies[0]).not.toBe(policies[1]);
});

test('what another site’s page sends is refused', async ({ request }) => {
  const headers = { origin: 'https://elsewhere.example' };
  for (const [path, data] of [
    ['/api/chat', { text: '안녕하세요' }],
    ['/api/staff/session', { email: 'admin@ondam.example', password: 'ondam-demo-2026' }],
  ] as const) {
    const response = await request.post(path, { headers, data });
    expect(response.status()).toBe(403);
    expect((await response.json()).error.code).toBe('cross_origin');
    expect(response.headers()['set-cookie']).toBeUndefined();
  }
});

test('the cookies are out of reach of scripts, and of other sites', async ({ request }) => {
  const asked = await request.post('/api/chat', { data: { text: '안녕하세요' } });
  const data = { email: 'agent@ondam.example', password: 'ondam-demo-2026' };
  const signed = await request.post('/api/staff/session', { data });
  for (const response of [asked, signed]) {
    expect(response.headers()['set-cookie']).toMatch(/HttpOnly/i);
    expect(response.headers()['set-cookie']).toMatch(/SameSite=Lax/i);
  }
});

test('the console leads to where one signs in', async ({ page }) => {
  for (const room of ['', '/inbox', '/knowledge', '/team']) {
    await page.goto(`/staff${room}`);
    await expect(page).toHaveURL(/\/staff\/sign-in$/);
  }
});

test('passwords cannot be tried without end, and who has an account is not told', async ({ request }) => {
  const tried = (email: string) => request.post('/api/staff/session', { data: { email, password: 'wrong' } });
  const nobody = await (await tried('nobody@ondam.example')).json();
  expect(nobody).toEqual(await (await tried('editor@ondam.example')).json());
  expect(nobody.error.code).toBe('wrong_credentials');
  for (let i = 0; i < 10; i++) await tried('nobody@ondam.example');
  const refused = await tried('nobody@ondam.example');
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
});
