import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from '../../config/environment.schema';
import { BadEnvironment } from '../../config/read-environment';
import type { SealSigner } from './cms-seal';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
/** ETSI TS 119 312: shorter ones are no longer trusted. */
const SHORTEST_RSA = 2048;

/** @returns null where no seal is configured @throws BadEnvironment where certificate and key cannot seal, by what is wrong */
export function sealSignerOf(environment: Environment, now: Date): SealSigner | null {
  const { SEAL_CERTIFICATE_FILE: certificateFile, SEAL_KEY_FILE: keyFile } = environment;
  if (certificateFile === undefined || keyFile === undefined) return null;
  const certificates = read('SEAL_CERTIFICATE_FILE', certificateFile).match(PEM) ?? [];
  const certificate = parsed(
    'SEAL_CERTIFICATE_FILE',
    'un certificat au format PEM',
    () => new X509Certificate(certificates[0] ?? ''),
  );
  const privateKey = read('SEAL_KEY_FILE', keyFile);
  const key = parsed('SEAL_KEY_FILE', 'une clé privée RSA ou P-256 au format PEM', () => createPrivateKey(privateKey));
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const isRight = key.asymmetricKeyType === 'rsa' ? modulusLength >= SHORTEST_RSA : namedCurve === 'prime256v1';
  if (!isRight)
    throw new BadEnvironment(
      `SEAL_KEY_FILE\u00a0: attendu une clé privée RSA de ${SHORTEST_RSA} bits ou plus, ou P-256`,
    );
  if (!certificate.checkPrivateKey(key)) throw new BadEnvironment('SEAL_KEY_FILE\u00a0: attendu la clé du certificat');
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo))
    throw new BadEnvironment('SEAL_CERTIFICATE_FILE\u00a0: attendu un certificat en cours de validité');
  return { certificates, privateKey };
}

function read(name: string, file: string): string {
  return parsed(name, 'un fichier lisible', () => readFileSync(file, 'utf8'));
}

function parsed<T>(name: string, expected: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new BadEnvironment(`${name}\u00a0: attendu ${expected}`);
  }
}
