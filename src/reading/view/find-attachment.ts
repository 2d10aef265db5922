import { createHash } from 'node:crypto';
import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import { type MimePart, readMimeTree } from '../mime/mime-tree';
import { readBodyPart } from '../text/read-body-part';

export interface FoundFile {
  readonly content: Buffer;
  readonly type: string;
}

/** A file of a message by the digest that its reading listed, wherever the message keeps it; null where none has it. */
export function findAttachment(bytes: Buffer, sha256: string): FoundFile | null {
  for (const file of filesIn(readMimeTree(bytes, { parts: 0, scanned: 0, problems: new Set() })))
    if (createHash('sha256').update(file.content).digest('hex') === sha256) return file;
  return null;
}

function* filesIn(part: MimePart): Generator<FoundFile> {
  const { value } = part.type;
  if (value.startsWith('message/')) yield { content: part.body, type: value };
  if (part.children.length === 0) {
    const encoding = headerValue(part.fields, 'content-transfer-encoding');
    yield { content: decodeTransfer(part.body, encoding), type: value };
    if (value.startsWith('text/'))
      for (const { bytes } of readBodyPart(part).files) yield { content: bytes, type: 'application/octet-stream' };
  }
  for (const child of part.children) yield* filesIn(child);
}
