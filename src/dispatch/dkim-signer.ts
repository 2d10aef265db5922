import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import MessageParser, { type Header } from 'nodemailer/lib/dkim/message-parser';
import RelaxedBody from 'nodemailer/lib/dkim/relaxed-body';
import sign from 'nodemailer/lib/dkim/sign';
import { BadEnvironment } from '../config/read-environment';

/** RFC 8301 §3.2: signers use keys of at least 2048 bits. */
const LEAST_BITS = 2048;

const HASH = 'sha256';

/** Signs outgoing messages (RFC 6376, rsa-sha256): the same message gives the same signature, so a retry stays the same bytes. */
export class DkimSigner {
  /** @param privateKey PEM, RSA of 2048 bits or more; @param domain of the From address, so that DMARC finds them aligned */
  constructor(
    private readonly selector: string,
    private readonly domain: string,
    private readonly privateKey: string,
  ) {}

  /** Reads a message through, a piece at a time. @returns the header line that stands before it, and how long the message is */
  async sign(message: Readable): Promise<{ readonly signature: Buffer; readonly bytes: number }> {
    const parser = new MessageParser();
    const body = new RelaxedBody({ hashAlgo: HASH });
    let [headers, hash]: [Header[], string] = [[], ''];
    parser.once('headers', (parsed: Header[]) => {
      headers = parsed;
    });
    body.once('hash', (digest: string) => {
      hash = digest;
    });
    let bytes = 0;
    const counted = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        bytes += piece.length;
        yield piece;
      }
    };
    await pipeline(message, counted, parser, body, async (rest: AsyncIterable<Buffer>) => {
      for await (const _piece of rest);
    });
    const key = { domainName: this.domain, keySelector: this.selector, privateKey: this.privateKey };
    const line = sign(headers, HASH, hash, key);
    // The key was tried when it was read.
    if (line === false) throw new Error('signature DKIM impossible');
    return { signature: Buffer.from(`${line}\r\n`), bytes };
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
