import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stopServer } from '../platform/embedded-postgres/server-process';
import { packageRoot } from '../platform/package-root';

export const DEFAULT_ROOT = path.join(packageRoot, 'var', 'demo');

export interface DemoFolders {
  readonly root: string;
  /** Embedded servers, keys, documents. */
  readonly data: string;
  /** What a person looks at: replies and summary. */
  readonly out: string;
  readonly print: string;
  /** A file: what the product logs. */
  readonly log: string;
}

export const foldersUnder = (root: string): DemoFolders => ({
  root,
  data: path.join(root, 'data'),
  out: path.join(root, 'out'),
  print: path.join(root, 'out', 'impression'),
  log: path.join(root, 'courrier.log'),
});

/** Says that a folder is a demo's, and may be emptied. */
const MARK = '.demonstration-courrier';

const runningFile = ({ root }: DemoFolders): string => path.join(root, 'en-marche.json');

/**
 * Leaves nothing of the last run, its server included where it was killed before it could stop it.
 * @throws where a demo is being served: it would lose its data under its feet
 */
export async function freshDemoFolders(folders: DemoFolders): Promise<void> {
  const url = servedDemo(folders);
  if (url !== null && (await answers(url)))
    throw new Error(`Une démonstration est en marche sur ${url}\u00a0: arrêtez-la d’abord (Ctrl-C dans son terminal).`);
  const isOurs = existsSync(path.join(folders.root, MARK));
  if (!isOurs && existsSync(folders.root) && readdirSync(folders.root).length > 0)
    throw new Error(`${folders.root} contient autre chose qu’une démonstration\u00a0: donnez un dossier vide.`);
  await stopServer(path.join(folders.data, 'postgres', 'data'));
  rmSync(folders.root, { recursive: true, force: true });
  mkdirSync(folders.root, { recursive: true });
  writeFileSync(path.join(folders.root, MARK), '');
  for (const folder of [folders.data, folders.out]) mkdirSync(folder, { recursive: true });
}

/** Says where this run serves, so that the next one does not take its folder. */
export function noteServedDemo(folders: DemoFolders, url: string): void {
  writeFileSync(runningFile(folders), JSON.stringify({ url }));
}

export function forgetServedDemo(folders: DemoFolders): void {
  rmSync(runningFile(folders), { force: true });
}

function servedDemo(folders: DemoFolders): string | null {
  try {
    return (JSON.parse(readFileSync(runningFile(folders), 'utf8')) as { url: string }).url;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
