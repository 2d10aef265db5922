import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../config/environment.schema';
import { syncFolder } from '../../platform/sync-folder';
import type { RetentionRule } from './retention-rules.schema';

export type FolderRule = Extract<RetentionRule, { efface: 'lots-refuses' | 'lots-traites' | 'dossier-impression' }>;

/** Only what the product itself put there: a print day or batch, or an entry of its own sub-folder. */
const PRINT_DAY = /^\d{4}-\d{2}-\d{2}(-lot-[0-9a-f]{8})?$/;

export function isFolderRule(rule: RetentionRule): rule is FolderRule {
  return rule.efface === 'lots-refuses' || rule.efface === 'lots-traites' || rule.efface === 'dossier-impression';
}

/** The folder that a rule looks into; null where none is configured for this process. */
export function folderOf(
  { efface }: FolderRule,
  { SCAN_FOLDER, PRINT_FOLDER }: Pick<Environment, 'SCAN_FOLDER' | 'PRINT_FOLDER'>,
): string | null {
  if (efface === 'dossier-impression') return PRINT_FOLDER ?? null;
  return SCAN_FOLDER === undefined ? null : path.join(SCAN_FOLDER, efface === 'lots-refuses' ? 'refuses' : 'traites');
}

/** Entries of the folder that came there before the instant. Moving sets the change time, not the modification time. */
export async function entriesBefore(rule: FolderRule, folder: string, before: Date): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const due: string[] = [];
  for (const name of names.sort()) {
    if (rule.efface === 'dossier-impression' && !PRINT_DAY.test(name)) continue;
    const { ctime, mtime } = await stat(path.join(folder, name));
    if (ctime < before && mtime < before) due.push(name);
  }
  return due;
}

export async function removeEntry(folder: string, name: string): Promise<void> {
  await rm(path.join(folder, name), { recursive: true, force: true });
  await syncFolder(folder);
}
