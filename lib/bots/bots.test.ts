import { describe, expect, it } from 'vitest';
import { isAmong, isLoopback } from './address';
import { commandOf } from './commands';
import { readBotSettings } from './settings';
import { buttonData, readButton } from './telegram/update';

describe('a bot without its secrets', () => {
  const production = { ONDAM_MODE: 'production', ONDAM_SECRET: 'x'.repeat(32) };

  it('is not there in production; in a demo it is the simulation', () => {
    const none = readBotSettings(production);
    expect([none.kakao, none.telegram, none.slack]).toEqual([undefined, undefined, undefined]);
    const demo = readBotSettings({});
    expect(demo.telegram).toMatchObject({ simulated: true, api_root: expect.stringContaining('127.0.0.1') });
    expect(demo.slack).toMatchObject({ simulated: true });
  });

  it('is the real one as soon as one real secret is set: no known secret stays beside it', () => {
    const { telegram, kakao } = readBotSettings({ TELEGRAM_BOT_TOKEN: '1:real-token' });
    expect(telegram).toEqual({
      token: '1:real-token',
      secret: undefined,
      api_root: 'https://api.telegram.org',
      simulated: false,
    });
    expect(kakao?.secret).toBe('ondam-demo-kakao');
    expect(readBotSettings({ SLACK_BOT_TOKEN: 'xoxb-real' }).slack).toBeUndefined();
  });
});

it('takes button words and bare wishes for commands, and questions for questions', () => {
  expect(['상담원', '상담원 연결', '/상담원', ' 상담원 연결해 주세요. '].map(commandOf)).toEqual(
    Array(4).fill('person'),
  );
  expect(commandOf('답변 확인')).toBe('check');
  expect(commandOf('/start@ondam_bot')).toBe('start');
  expect(commandOf('/설정')).toBe('settings');
  for (const question of [
    '상담원 연결 시간이 어떻게 되나요?',
    '설정을 바꾸려면요?',
    '새 대화방은 어떻게 만들어요?',
  ]) {
    expect(commandOf(question)).toBeUndefined();
  }
});

it('a button’s data fits in 64 bytes and comes back as it was; what is none of ours is nothing', () => {
  const message_id = crypto.randomUUID();
  for (const data of [
    { press: 'option', message_id, index: 3 },
    { press: 'follow_up', message_id, index: 0 },
    { press: 'sources', message_id },
    { press: 'preset', preset: 'varied' },
    { press: 'suggestion', index: 2 },
    { press: 'person' },
  ] as const) {
    expect(Buffer.byteLength(buttonData(data))).toBeLessThanOrEqual(64);
    expect(readButton(buttonData(data))).toEqual(data);
  }
  for (const data of ['', 'o', 'o:1', 'o:99:x', `x:1:${message_id}`, 'preset:wild', `o:1:${message_id}x`]) {
    expect(readButton(data)).toBeUndefined();
  }
});

it('knows addresses and networks, of IPv4 under IPv6 too', () => {
  expect(isAmong('::ffff:203.0.113.7', ['203.0.113.0/24'])).toBe(true);
  expect(isAmong('203.0.114.7', ['203.0.113.0/24', '198.51.100.1'])).toBe(false);
  expect(isAmong('unknown', ['0.0.0.0/0'])).toBe(false);
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
