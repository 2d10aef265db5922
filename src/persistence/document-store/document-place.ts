import { access } from 'node:fs/promises';
import path from 'node:path';

export const STORE_KEY = /^[0-9a-f]{64}$/;

/** Where a document stands: in a folder of its key's first two digits. @throws for what is no store key */
export function placeOf(folder: string, storeKey: string): string {
  if (!STORE_KEY.test(storeKey)) throw new Error('nom de document invalide');
  return path.join(folder, storeKey.slice(0, 2), storeKey);
}

export function isThere(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}
