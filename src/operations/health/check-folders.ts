import { constants } from 'node:fs';
import { access, mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { INCOMING } from '../../persistence/document-store/incoming-folder';
import { randomId } from '../../platform/identifiers';
import { type HealthPart, isAbsent, isDegraded, isDown, isOk, type PartState } from './health-part';

/** Below this, some thousands of items are left before intake has to refuse: time to act, not to stop. */
const LITTLE_SPACE_BYTES = 2 * 1024 ** 3;

/** The store takes mail in: a byte is really written there, where `access` would believe a mount that went read-only. */
export function documentStorePart(folder: string, littleSpace = LITTLE_SPACE_BYTES): HealthPart {
  return {
    name: 'documents',
    async check() {
      try {
        await writeProbe(path.join(folder, INCOMING));
      } catch (error) {
        const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
        return isDown(full ? 'le disque des documents est plein' : 'le dossier des documents ne s’écrit pas');
      }
      const { bavail, bsize } = await statfs(folder);
      const free = bavail * bsize;
      const gigabytes = (free / 1024 ** 3).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
      if (free < littleSpace) return isDegraded(`il reste ${gigabytes}\u00a0Gio sur le disque des documents`);
      return isOk(`${gigabytes}\u00a0Gio libres`);
    },
  };
}

async function writeProbe(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const probe = path.join(folder, `essai-${randomId()}`);
  try {
    const handle = await open(probe, 'wx', 0o600);
    await handle.write('essai').finally(() => handle.close());
  } finally {
    await rm(probe, { force: true });
  }
}

/** Letters wait in the ledger while the folder is away. */
export function printFolderPart(folder: string | undefined): HealthPart {
  return {
    name: 'print',
    async check(): Promise<PartState> {
      if (folder === undefined) return isAbsent('PRINT_FOLDER absent\u00a0: les lettres sont retenues');
      try {
        const place = await nearest(folder);
        await access(place, constants.W_OK | constants.X_OK);
        return (await stat(place)).isDirectory()
          ? isOk('le dossier d’impression s’écrit')
          : isDegraded('PRINT_FOLDER n’est pas un dossier');
      } catch {
        return isDegraded('le dossier d’impression ne s’écrit pas\u00a0: les lettres attendent');
      }
    },
  };
}

/** The folder itself, or the one that it will be made in. */
async function nearest(folder: string): Promise<string> {
  const found = await access(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return found || path.dirname(folder) === folder ? folder : nearest(path.dirname(folder));
}
