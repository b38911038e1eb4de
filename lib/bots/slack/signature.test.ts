import { expect, it } from 'vitest';
import { isSlacks, signatureOf } from './signature';

// The example of Slack's own guide.
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = '1531420618';
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';

const verified = (change: { body?: string; timestamp?: string; signature?: string; now?: number }) =>
  isSlacks(
    Buffer.from(change.body ?? BODY),
    new Headers({
      'x-slack-request-timestamp': change.timestamp ?? TIMESTAMP,
      'x-slack-signature': change.signature ?? SIGNATURE,
    }),
    SECRET,
    change.now ?? Number(TIMESTAMP) + 10,
  );

it('is Slack’s signature, over the very bytes, within five minutes', () => {
  expect(verified({})).toBe(true);
  expect(verified({ body: `${BODY} ` })).toBe(false);
  expect(verified({ signature: SIGNATURE.replace('a2', 'a3') })).toBe(false);
  expect(verified({ signature: '' })).toBe(false);
  expect(verified({ now: Number(TIMESTAMP) + 299 })).toBe(true);
  expect(verified({ now: Number(TIMESTAMP) + 301 })).toBe(false);
  expect(verified({ now: Number(TIMESTAMP) - 301 })).toBe(false);
  const later = String(Number(TIMESTAMP) + 5);
  expect(verified({ timestamp: later })).toBe(false);
  expect(verified({ timestamp: later, signature: signatureOf(BODY, later, SECRET) })).toBe(true);
  expect(verified({ timestamp: 'NaN', signature: signatureOf(BODY, 'NaN', SECRET) })).toBe(false);
});
