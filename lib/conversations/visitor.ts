import { createHash, randomBytes } from 'node:crypto';

/** A new visitor's secret, kept in their cookie alone: 256 random bits. */
export function newVisitorSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps in place of the secret. */
export function ownerOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a cookie's value can be one of ours; anything else is treated as no cookie. */
export function isVisitorSecret(value: string | undefined): value is string {
  return value !== undefined && /^[\w-]{43}$/.test(value);
}
