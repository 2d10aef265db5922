import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Binaries } from './native-binaries';
import type { ServerAccount } from './server-account';
import { clusterPath, programOptions } from './server-process';

/** Runs initdb beside the cluster's place and moves the whole there: a cluster half made is never taken for one. */
export function createCluster(at: {
  dataFolder: string;
  binaries: Binaries;
  account: ServerAccount | null;
  user: string;
  password: string;
}): void {
  const { dataFolder, binaries, account } = at;
  const fresh = `${dataFolder}.nouveau`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  // initdb takes the password from a file only; the server's account must be able to read it, and nobody else.
  const secretFolder = mkdtempSync(path.join(tmpdir(), 'courrier-'));
  const secret = path.join(secretFolder, 'mot-de-passe');
  writeFileSync(secret, at.password, { mode: 0o600 });
  if (account !== null) for (const file of [fresh, secretFolder, secret]) chownSync(file, account.uid, account.gid);
  try {
    const run = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${clusterPath(fresh, account)}`,
        `--username=${at.user}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // The same order on every system, whatever locales it has.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { ...programOptions(fresh, binaries, account), encoding: 'utf8' },
    );
    if (run.status !== 0)
      throw new Error(`PostgreSQL embarqué\u00a0: initdb a échoué. ${(run.error?.message ?? run.stderr ?? '').trim()}`);
    renameSync(fresh, dataFolder);
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}
