import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** What was made in a folder or renamed into it survives a power cut only after this. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those missing above it; each that was made is synced into its parent. */
export async function makeFolder(folder: string, mode: number): Promise<void> {
  const wanted = path.resolve(folder);
  const first = await mkdir(wanted, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = wanted; made.length >= first.length; made = path.dirname(made)) await syncFolder(path.dirname(made));
}
