import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ok, type Result, refused } from '../../domain/result';

/** What somebody wants to have verified: one of the two, or neither. */
export interface VerificationUpload {
  /** Null where no file was chosen. */
  readonly file: Buffer | null;
  /** As typed or pasted. */
  readonly code: string;
}

export type UploadRefusal = 'too-large' | 'malformed';

/** An attestation has tens of kilobytes; one of many pages, with its data, some hundred. */
const MOST_FILE = 5 * 1024 * 1024;
/** A code has some hundreds of bytes, in base64 or hexadecimal digits. */
const MOST_CODE = 8_192;

/** Reads the page's form into memory; nothing of it is written anywhere. */
export function readUpload(request: IncomingMessage): Promise<Result<VerificationUpload, UploadRefusal>> {
  return new Promise((resolve) => {
    let file: Buffer | null = null;
    let code = '';
    let tooLarge = false;
    const end = (result: Result<VerificationUpload, UploadRefusal>): void => {
      request.unpipe();
      request.resume();
      resolve(result);
    };
    let parser: busboy.Busboy;
    try {
      const limits = { files: 1, fields: 1, parts: 3, fileSize: MOST_FILE, fieldSize: MOST_CODE };
      parser = busboy({ headers: request.headers, limits });
    } catch {
      return end(refused('malformed'));
    }
    parser.on('file', (_name, stream) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('limit', () => {
        tooLarge = true;
      });
      stream.on('error', () => end(refused('malformed')));
      stream.on('end', () => {
        const bytes = Buffer.concat(pieces);
        // A form without a chosen file sends an empty one.
        if (bytes.length > 0) file = bytes;
      });
    });
    parser.on('field', (name, value) => {
      if (name === 'code') code = value;
    });
    parser.on('error', () => end(refused('malformed')));
    parser.on('close', () => end(tooLarge ? refused('too-large') : ok({ file, code })));
    request.on('aborted', () => end(refused('malformed')));
    request.pipe(parser);
  });
}

/** The bytes of a code as a reader of Data Matrix hands them on: hexadecimal digits, or base64. @returns null for neither */
export function bytesOfCode(typed: string): Buffer | null {
  const signs = typed.replace(/\s/g, '');
  if (signs.length % 2 === 0 && /^[0-9a-f]+$/i.test(signs)) return Buffer.from(signs, 'hex');
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(signs) ? Buffer.from(signs, 'base64') : null;
}
