import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import { BadEnvironment } from '../config/read-environment';

/** RFC 8301 §3.2: signers use keys of at least 2048 bits. */
const LEAST_BITS = 2048;

/** Signs outgoing messages (RFC 6376, rsa-sha256): the same message gives the same signature, so a retry stays the same bytes. */
export class DkimSigner {
  private readonly dkim: DKIM;

  /** @param privateKey PEM, RSA of 2048 bits or more; @param domain of the From address, so that DMARC finds them aligned */
  constructor(selector: string, domain: string, privateKey: string) {
    this.dkim = new DKIM({ keySelector: selector, domainName: domain, privateKey });
  }

  sign(raw: Buffer): Promise<Buffer> {
    return buffer(this.dkim.sign(raw));
  }
}

/** @throws BadEnvironment where the file holds no key that a receiver would take */
export function dkimSignerOf(selector: string, file: string, from: string): DkimSigner {
  const privateKey = readPem(file);
  const key = privateKey === null ? null : parseKey(privateKey);
  const bits = key?.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (privateKey === null || bits < LEAST_BITS)
    throw new BadEnvironment(
      `DKIM_KEY_FILE\u00a0: attendu une clé privée RSA de ${LEAST_BITS} bits au moins, au format PEM`,
    );
  return new DkimSigner(selector, from.slice(from.lastIndexOf('@') + 1), privateKey);
}

function readPem(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parseKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
