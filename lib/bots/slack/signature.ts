import { createHmac } from 'node:crypto';
import { isSame } from '../secret';

/** A request that is older is somebody's who recorded it. */
const WINDOW_SECONDS = 5 * 60;

/**
 * Whether a request is Slack's: it signs `v0:TIMESTAMP:BODY` with the app's signing secret, over the bytes as they came.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack, read 2026-11
 * @param now in seconds since 1970
 */
export function isSlacks(
  body: Buffer,
  headers: Headers,
  signing_secret: string,
  now = Date.now() / 1000,
): boolean {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > WINDOW_SECONDS) return false;
  return isSame(headers.get('x-slack-signature') ?? '', signatureOf(body, timestamp, signing_secret));
}

export function signatureOf(body: Buffer | string, timestamp: string, signing_secret: string): string {
  return `v0=${createHmac('sha256', signing_secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
