import { type APIRequestContext, expect, test } from '@playwright/test';
import type { SkillResponse } from '@/lib/bots/kakao/response';
import { DEMO } from '@/lib/bots/settings';
import { simulateKakao } from '@/lib/bots/simulate/kakao';
import {
  isPartial,
  slackMessages,
  standInForSlack,
  standInForTelegram,
  telegramMessages,
} from '@/lib/bots/simulate/messengers';
import { fresh } from '@/lib/bots/simulate/play';
import { SLACK_USERS, sendToSlackBot, simulateSlack } from '@/lib/bots/simulate/slack';
import { StandIn } from '@/lib/bots/simulate/stand-in';
import { simulateTelegram } from '@/lib/bots/simulate/telegram';
import { signatureOf } from '@/lib/bots/slack/signature';
import { InboxPage } from './inbox-page';

const KAKAO = `/api/bots/kakao/${DEMO.KAKAO_SKILL_SECRET}`;
const QUESTION = '온담 정기예금 금리는 기간별로 얼마인가요?';
const ANSWER = '12개월 연 2.80%';

const kakaoBody = (utterance: string, user: string, callbackUrl?: string) => ({
  bot: { id: 'b', name: '온담' },
  userRequest: { utterance, user: { id: user, type: 'botUserKey', properties: {} }, callbackUrl, lang: 'ko' },
  contexts: [],
});

async function kakao(request: APIRequestContext, utterance: string, user: string): Promise<SkillResponse> {
  const response = await request.post(KAKAO, { data: kakaoBody(utterance, user) });
  expect(response.status()).toBe(200);
  return response.json();
}

const telegramUpdate = (chat: number, text: string, update_id = fresh()) => ({
  update_id,
  message: {
    message_id: 1,
    from: { id: chat, is_bot: false, first_name: 'A', language_code: 'ko' },
    chat: { id: chat, type: 'private' },
    date: 1795000000,
    text,
  },
});

const telegram = (request: APIRequestContext, data: unknown, secret: string = DEMO.TELEGRAM_WEBHOOK_SECRET) =>
  request.post('/api/bots/telegram', { data, headers: { 'x-telegram-bot-api-secret-token': secret } });

/** The text of a chat once something is in it that is no answer still being written. */
const shownOn = (server: StandIn, chat: number, text: string | RegExp) =>
  expect
    .poll(() =>
      telegramMessages(server.calls, chat)
        .filter((message) => !isPartial(message))
        .map(({ text }) => text)
        .join('\n'),
    )
    .toMatch(text);

const mention = (text: string, event_id = `Ev${fresh()}`) => ({
  type: 'event_callback',
  event_id,
  team_id: 'T1',
  event: {
    type: 'app_mention',
    user: 'U0AGENT',
    text: `<@U0ONDAM> ${text}`,
    ts: `${fresh()}.000100`,
    channel: 'C1',
  },
});

test.describe('the recorded talks', () => {
  const played = async (simulate: typeof simulateKakao, url: string) => {
    const lines: string[] = [];
    await simulate({ url, print: (line) => lines.push(line) });
    return lines.join('\n');
  };

  test('KakaoTalk: answer and source, callback, accident, a person and back', async ({ baseURL }) => {
    const talk = await played(simulateKakao, baseURL as string);
    for (const said of [
      ANSWER,
      '시행 2026-',
      '(콜백)',
      '한도제한',
      '[☎ 1588-0001',
      '김상담: 안녕하세요',
      '온담이 다시 답해요',
    ]) {
      expect(talk).toContain(said);
    }
    expect(talk.match(/\(콜백\)/g)).toHaveLength(1);
  });

  test('Telegram: answer, sources, settings, pictures, a person and back', async ({ baseURL }) => {
    const talk = await played(simulateTelegram, baseURL as string);
    for (const said of [
      '한도제한',
      '근거',
      '[✓ 균형]',
      '‘정확’',
      '글로 쓴 질문만',
      '☎ 1588-0001',
      '김상담: 안녕하세요',
      '온담이 다시 답해요',
    ]) {
      expect(talk).toContain(said);
    }
  });

  test('Slack: the assistant, a draft, a stranger, a hand-off', async ({ baseURL }) => {
    const talk = await played(simulateSlack, baseURL as string);
    for (const said of [
      'challenge',
      ANSWER,
      '직원 참고',
      '고객용 초안',
      '찾지 못했어요',
      '[맡고 상담함 열기]',
      '김상담 상담원이 맡았어요',
      '김상담 → 고객',
    ]) {
      expect(talk).toContain(said);
    }
  });
});

test.describe('KakaoTalk', () => {
  test('without the secret there is nothing, and bad bodies are told what is wrong', async ({ request }) => {
    const post = (path: string, data: unknown) => request.post(path, { data: data as object });
    expect((await post('/api/bots/kakao/wrong', kakaoBody('안녕', 'u'))).status()).toBe(404);
    const json = { 'content-type': 'application/json' };
    const half = await request.post(KAKAO, { data: Buffer.from('{"userRequest": '), headers: json });
    expect([half.status(), (await half.json()).error.code]).toEqual([400, 'malformed_json']);
    const none = await post(KAKAO, { userRequest: { user: { id: 'u' } } });
    expect([none.status(), (await none.json()).error.field]).toEqual([400, 'userRequest.utterance']);
    const big = await post(KAKAO, kakaoBody('가'.repeat(200_000), 'u'));
    expect([big.status(), (await big.json()).error.code]).toEqual([413, 'body_too_large']);
    for (const url of ['http://169.254.169.254/', 'https://kakao.com.evil.example/x']) {
      const elsewhere = await post(KAKAO, kakaoBody('안녕', 'u', url));
      expect([elsewhere.status(), (await elsewhere.json()).error.field]).toEqual([
        400,
        'userRequest.callbackUrl',
      ]);
    }
  });

  test('a question that is too long is told so in the chat, and loses nothing', async ({ request }) => {
    const user = `e2e-${fresh()}`;
    expect(JSON.stringify(await kakao(request, '가'.repeat(2001), user))).toContain('2000');
    expect(JSON.stringify(await kakao(request, QUESTION, user))).toContain(ANSWER);
  });

  test('the same request twice is one question, and both get its answer', async ({
    request,
    browser,
    baseURL,
  }) => {
    const user = `e2e-${fresh()}`;
    const asked = QUESTION;
    const [one, two] = await Promise.all([kakao(request, asked, user), kakao(request, asked, user)]);
    for (const told of [one, two]) expect(JSON.stringify(told)).toContain('2.80%');
    await kakao(request, '상담원', user);
    const inbox = new InboxPage(await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage());
    await inbox.open();
    await inbox.claim(asked);
    await expect(inbox.page.getByRole('article', { name: '고객' })).toHaveCount(1);
    await expect(inbox.page.getByRole('article', { name: '온담' })).toHaveCount(1);
    await inbox.page.context().close();
  });

  test('a callback is posted to once, though its request came twice', async ({ request }) => {
    const server = await StandIn.listen(0, () => ({ status: 'SUCCESS' }));
    const data = kakaoBody(QUESTION, `e2e-${fresh()}`, `${server.url}/once`);
    for (let i = 0; i < 2; i++) {
      expect(await (await request.post(KAKAO, { data })).json()).toMatchObject({
        version: '2.0',
        useCallback: true,
      });
    }
    const posted = await server.until((calls) => calls[0]);
    expect(JSON.stringify(posted.body)).toContain(ANSWER);
    await server.quiet(2000);
    expect(server.calls).toHaveLength(1);
    await server.close();
  });

  test('what a callback could not deliver is there at the next turn', async ({ request }) => {
    const user = `e2e-${fresh()}`;
    const gone = await StandIn.listen(0, () => ({}));
    const data = kakaoBody(QUESTION, user, `${gone.url}/gone`);
    await gone.close();
    await request.post(KAKAO, { data });
    await expect.poll(async () => JSON.stringify(await kakao(request, '답변 확인', user))).toContain(ANSWER);
  });
});

test.describe('Telegram', () => {
  let server: StandIn;
  let refusals = 0;
  test.beforeEach(async () => {
    refusals = 0;
    server = await standInForTelegram(DEMO.TELEGRAM_API_ROOT, () =>
      refusals-- > 0
        ? { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } }
        : undefined,
    );
  });
  test.afterEach(() => server.close());

  test('what is not Telegram’s is refused, and bad bodies are told what is wrong', async ({ request }) => {
    expect((await telegram(request, telegramUpdate(1, '안녕'), 'wrong')).status()).toBe(401);
    expect((await request.post('/api/bots/telegram', { data: telegramUpdate(1, '안녕') })).status()).toBe(
      401,
    );
    const wrong = await telegram(request, { update_id: 'one' });
    expect([wrong.status(), (await wrong.json()).error.field]).toEqual([400, 'update_id']);
    expect((await telegram(request, { update_id: 1, x: 'a'.repeat(300_000) })).status()).toBe(413);
    // What we have no use for is taken, so that it does not come again.
    expect((await telegram(request, { update_id: fresh(), edited_message: {} })).status()).toBe(200);
  });

  test('an update that comes again is not answered again', async ({ request }) => {
    const chat = fresh();
    const update = telegramUpdate(chat, QUESTION);
    for (let i = 0; i < 3; i++) expect((await telegram(request, update)).status()).toBe(200);
    await shownOn(server, chat, ANSWER);
    await server.quiet(2000);
    expect(telegramMessages(server.calls, chat)).toHaveLength(1);
  });

  test('several messages at once are answered each, in order', async ({ request }) => {
    const chat = fresh();
    for (const text of [QUESTION, '카드를 잃어버렸어요']) await telegram(request, telegramUpdate(chat, text));
    await shownOn(server, chat, /2\.80%[\s\S]*1588-0001/);
  });

  test('told to wait by Telegram, the bot waits and loses nothing', async ({ request }) => {
    const chat = fresh();
    refusals = 3;
    await telegram(request, telegramUpdate(chat, QUESTION));
    await shownOn(server, chat, ANSWER);
    await server.quiet(1500);
    expect(telegramMessages(server.calls, chat)).toHaveLength(1);
  });

  test('a person answers from the inbox, at once; the bot is silent, and personal data is masked', async ({
    request,
    browser,
    baseURL,
  }) => {
    const chat = fresh();
    const asked = '통장 사본이 필요해요';
    await telegram(request, telegramUpdate(chat, asked));
    await telegram(request, telegramUpdate(chat, '상담원'));
    await shownOn(server, chat, '상담원 연결을 요청했어요');

    const inbox = new InboxPage(await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage());
    await inbox.open();
    await inbox.claim(asked);
    await expect(
      inbox.page.getByRole('banner').or(inbox.page.locator('header')).getByText('텔레그램').first(),
    ).toBeVisible();
    await shownOn(server, chat, '김상담 상담원이 이어받았어요');
    await telegram(request, telegramUpdate(chat, '제 번호는 010-1234-5678이에요'));
    const last = inbox.page.getByRole('article', { name: '고객' }).last();
    await expect(last).toContainText('[전화번호]');
    await expect(last).toContainText('가려진 정보');
    await inbox.reply('네, 앱에서 바로 받으실 수 있어요.');
    await shownOn(server, chat, '김상담: 네, 앱에서 바로 받으실 수 있어요.');
    await inbox.returnToBot();
    await shownOn(server, chat, '온담에게 돌려주었어요');
    await telegram(request, telegramUpdate(chat, QUESTION));
    await shownOn(server, chat, ANSWER);
    expect(JSON.stringify(server.calls)).not.toContain('1234-5678');
    await inbox.page.context().close();
  });
});

test.describe('Slack', () => {
  const signed = (
    request: APIRequestContext,
    body: string,
    { at = Math.floor(Date.now() / 1000), secret = DEMO.SLACK_SIGNING_SECRET as string } = {},
  ) =>
    request.post('/api/bots/slack/events', {
      data: Buffer.from(body),
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': signatureOf(body, String(at), secret),
      },
    });

  test('what Slack did not sign, or signed too long ago, is refused', async ({ request }) => {
    const body = JSON.stringify(mention('안녕'));
    const now = Math.floor(Date.now() / 1000);
    expect((await signed(request, body, { secret: 'another secret' })).status()).toBe(401);
    expect((await signed(request, body, { at: now - 301 })).status()).toBe(401);
    expect((await signed(request, body, { at: now + 301 })).status()).toBe(401);
    expect((await request.post('/api/bots/slack/events', { data: mention('안녕') })).status()).toBe(401);
    expect((await request.post('/api/bots/slack/actions', { data: 'payload={}' })).status()).toBe(401);
    expect((await signed(request, '{"type":')).status()).toBe(400);
    expect((await signed(request, JSON.stringify({ type: 'event_callback' }))).status()).toBe(400);
    expect((await signed(request, 'a'.repeat(300_000))).status()).toBe(413);
  });

  test('an event that Slack sends again is answered once', async ({ baseURL }) => {
    const server = await standInForSlack(DEMO.SLACK_API_URL, SLACK_USERS);
    const event = mention(QUESTION);
    for (let i = 0; i < 3; i++) {
      expect(
        (await sendToSlackBot(baseURL as string, DEMO.SLACK_SIGNING_SECRET, 'events', event)).status,
      ).toBe(200);
    }
    await expect
      .poll(() =>
        slackMessages(server.calls)
          .map(({ text }) => text)
          .join(),
      )
      .toContain(ANSWER);
    await server.quiet(2000);
    expect(slackMessages(server.calls).filter(({ channel }) => channel === 'C1')).toHaveLength(1);
    await server.close();
  });
});
