import { ok, type Result, refused } from '../../domain/result';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import type { AccountRepository, Credentials } from '../../persistence/desk/account.repository';
import type { DeskJournal } from '../../persistence/desk/desk-journal';
import type { SessionRepository } from '../../persistence/desk/session.repository';
import type { Clock } from '../../platform/clock';
import { hashOfRecoveryCode, stepOfCode } from './one-time-codes';
import { isPassword } from './password';

export interface SignInParts {
  readonly accounts: AccountRepository;
  readonly sessions: SessionRepository;
  readonly keys: Pick<ApiKeyRepository, 'holderOf'>;
  readonly journal: DeskJournal;
  readonly clock: Clock;
}

export interface Claim {
  readonly login: string;
  readonly password: string;
  /** Six digits, or a recovery code; empty where none was given. */
  readonly code: string;
}

const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** One sentence for whatever was wrong: it tells nobody which logins exist, nor which part was right. */
const REFUSED =
  'Identifiant, mot de passe ou code refusé. Après cinq essais manqués, le compte se ferme pendant quinze minutes.';

type Used = { readonly step: number } | { readonly recovery: string } | null;

/** Opens sessions for who proves to be somebody. */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /** @returns what the session's cookie holds, or why not, in French */
  async byPassword({ login, password, code }: Claim): Promise<Result<string, string>> {
    const { accounts, sessions, journal, clock } = this.parts;
    const found = await accounts.credentialsOf({ login });
    const right = await isPassword(password, found?.passwordHash ?? null);
    const now = clock.now();
    const mayTry = found !== null && !found.disabled && (found.lockedUntil === null || found.lockedUntil <= now);
    if (!mayTry) {
      await journal.tell('desk-sign-in-refused', found?.id ?? null, null);
      return refused(REFUSED);
    }
    const used = right ? usedCode(found, code, now) : 'wrong';
    if (used === 'wrong' || !(await accounts.noteSuccess(found.id, used))) {
      await accounts.noteFailure(found.id, MOST_FAILURES, new Date(now.getTime() + LOCK_MS));
      await journal.tell('desk-sign-in-refused', found.id, null);
      return refused(REFUSED);
    }
    await journal.tell('desk-signed-in', found.id, null, { code: used !== null });
    return ok(await sessions.open({ accountId: found.id }));
  }

  /** By an API key of scope `operate`. */
  async byKey(key: string): Promise<Result<string, string>> {
    const { keys, sessions, journal } = this.parts;
    const holder = key === '' ? null : await keys.holderOf(key);
    if (holder?.scope !== 'operate')
      return refused('Cette clé est inconnue ou n’a pas la portée «\u00a0operate\u00a0».');
    await journal.tell('desk-signed-in', holder.id, null, { key: true });
    return ok(await sessions.open({ keyId: holder.id }));
  }
}

/** What of the account's second factor a code uses up; null where the account has none. */
function usedCode({ totpSecret, totpStep, recovery }: Credentials, code: string, now: Date): Used | 'wrong' {
  if (totpSecret === null) return null;
  const step = stepOfCode(totpSecret, code, now);
  if (step !== null) return step > (totpStep ?? -1) ? { step } : 'wrong';
  const hashed = hashOfRecoveryCode(code);
  return recovery.includes(hashed) ? { recovery: hashed } : 'wrong';
}
