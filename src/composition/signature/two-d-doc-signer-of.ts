import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from '../../config/environment.schema';
import { BadEnvironment } from '../../config/read-environment';
import type { TwoDDocSigner } from './issue-two-d-doc';

/** @returns null where no issuer is configured @throws BadEnvironment where its file holds no P-256 private key */
export function twoDDocSignerOf({ TWO_D_DOC_ISSUER, TWO_D_DOC_KEY_FILE }: Environment): TwoDDocSigner | null {
  if (TWO_D_DOC_ISSUER === undefined || TWO_D_DOC_KEY_FILE === undefined) return null;
  const [authority = '', certificate = ''] = TWO_D_DOC_ISSUER.split('/');
  try {
    const privateKey = readFileSync(TWO_D_DOC_KEY_FILE, 'utf8');
    if (createPrivateKey(privateKey).asymmetricKeyDetails?.namedCurve === 'prime256v1')
      return { authority, certificate, privateKey };
  } catch {
    // Told below, without what the file holds.
  }
  throw new BadEnvironment('TWO_D_DOC_KEY_FILE\u00a0: attendu une clé privée P-256 au format PEM');
}
