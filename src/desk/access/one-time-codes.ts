import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const RECOVERY_CODES = 10;
const PERIOD_S = 30;

/** RFC 6238 with what every authenticator knows: SHA-1, six digits, thirty seconds. */
const totpOf = (secret: string, login = ''): TOTP =>
  new TOTP({ issuer: 'Courrier', label: login, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S });

/** @returns base32, 160 bits */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator takes. */
export const totpAddress = (secret: string, login: string): string => totpOf(secret, login).toString();

/** @returns the step whose code this is, one before or after let through for clocks; null for none */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
}

/** Ten codes for who has lost their telephone: shown once, kept as hashes, each serves once. */
export function newRecoveryCodes(): { readonly codes: readonly string[]; readonly hashes: readonly string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    (randomBytes(10).toString('hex').toUpperCase().match(/.{5}/g) ?? []).join('-'),
  );
  return { codes, hashes: codes.map(hashOfRecoveryCode) };
}

export const hashOfRecoveryCode = (code: string): string =>
  createHash('sha256')
    .update(code.replace(/[^0-9A-Za-z]/g, '').toUpperCase())
    .digest('hex');
