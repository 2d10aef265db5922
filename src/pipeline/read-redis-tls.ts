import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Environment } from '../config/environment.schema';
import { BadEnvironment } from '../config/read-environment';

/** What a TLS connection to Redis needs beyond the authorities that Node knows. */
export interface RedisTls {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

type Settings = Pick<Environment, 'REDIS_URL' | 'REDIS_CA_FILE' | 'REDIS_CERT_FILE' | 'REDIS_KEY_FILE'>;

/** @throws BadEnvironment naming the variable whose file cannot serve, or that can have no effect */
export function readRedisTls(settings: Settings): RedisTls {
  const { REDIS_CERT_FILE: cert, REDIS_KEY_FILE: key } = settings;
  const given = (['REDIS_CA_FILE', 'REDIS_CERT_FILE', 'REDIS_KEY_FILE'] as const).find((name) => settings[name]);
  if (given === undefined) return {};
  if (settings.REDIS_URL?.tls !== true)
    throw new BadEnvironment(`REDIS_URL\u00a0: attendu rediss…, puisque ${given} est donné`);
  if ((cert === undefined) !== (key === undefined))
    throw new BadEnvironment(
      `${cert === undefined ? 'REDIS_CERT_FILE' : 'REDIS_KEY_FILE'}\u00a0: attendu avec ${given}`,
    );
  return {
    ...fileOf('REDIS_CA_FILE', settings.REDIS_CA_FILE, 'ca'),
    ...fileOf('REDIS_CERT_FILE', cert, 'cert'),
    ...fileOf('REDIS_KEY_FILE', key, 'key'),
  };
}

function fileOf(variable: string, file: string | undefined, part: keyof RedisTls): RedisTls {
  if (file === undefined) return {};
  try {
    const read = { [part]: readFileSync(file) };
    createSecureContext(read);
    return read;
  } catch {
    throw new BadEnvironment(`${variable}\u00a0: attendu un fichier PEM lisible`);
  }
}
