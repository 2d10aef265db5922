import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment, NamedKey } from '../../config/environment.schema';
import { BadEnvironment } from '../../config/read-environment';

export interface Keys {
  readonly encryption: readonly NamedKey[];
  readonly index: Buffer;
}

/**
 * The keys given, or, beside an embedded database only, keys made once and kept in DATA_FOLDER (mode 0600): elsewhere a
 * lost folder would lose every document with it, so a missing key stops the start.
 */
export function readOrMakeKeys(environment: Environment): Keys {
  const {
    COURRIER_KEYS: encryption,
    COURRIER_INDEX_KEY: index,
    DATABASE_URL: database,
    DATA_FOLDER: folder,
  } = environment;
  if (encryption !== undefined && index !== undefined) return { encryption, index };
  if (database !== undefined) {
    const missing = [
      ...(encryption === undefined ? ['COURRIER_KEYS\u00a0: attendu identifiant:clé de 32 octets en base64'] : []),
      ...(index === undefined ? ['COURRIER_INDEX_KEY\u00a0: attendu une clé de 32 octets en base64'] : []),
    ];
    throw new BadEnvironment(missing.join('\n'));
  }
  const made = readOrMakeFile(path.join(folder, 'cles.json'));
  return {
    encryption: encryption ?? [{ id: made.id, key: Buffer.from(made.key, 'base64') }],
    index: index ?? Buffer.from(made.index, 'base64'),
  };
}

interface KeyFile {
  readonly id: string;
  readonly key: string;
  readonly index: string;
}

function readOrMakeFile(file: string): KeyFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const made: KeyFile = {
    id: 'locale-1',
    key: randomBytes(32).toString('base64'),
    index: randomBytes(32).toString('base64'),
  };
  try {
    // 'wx': two processes starting together must not each keep a key of their own.
    writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
  }
}
