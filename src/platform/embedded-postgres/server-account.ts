import { existsSync, readFileSync, statSync } from 'node:fs';

/** Who runs the server. PostgreSQL refuses to run as root, so root hands it to an account that the system has already. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** `postgres` where PostgreSQL was ever installed; `nobody` stands on every Linux system. No account is ever created. */
const PREFERRED = ['postgres', 'nobody'];

/**
 * @param dataFolder the cluster's folder: where it exists, its owner runs it again
 * @returns null for an ordinary user, who runs the server as themselves
 */
export function serverAccount(dataFolder: string): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name ?? '', { uid: Number(uid), gid: Number(gid) }] as const),
  );
  for (const name of PREFERRED) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid > 0) return account;
  }
  throw new Error(
    'PostgreSQL embarqué\u00a0: lancé par root, il lui faut un compte «\u00a0postgres\u00a0» ou «\u00a0nobody\u00a0» sur ce système, ou DATABASE_URL.',
  );
}
