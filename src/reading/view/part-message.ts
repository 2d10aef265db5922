import { createHash, randomBytes } from 'node:crypto';
import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import { type MimePart, readMimeTree } from '../mime/mime-tree';
import type { View } from './view-request';

const NOTHING: View = { content: null, type: '' };
/** Who wrote, to whom and when: of the message that a file came with. What says which case it answers is not the file’s. */
const OF_ALL = /^(from|sender|reply-to|to|cc|date|subject|received|authentication-results|return-path)$/;
const OF_CONTENT = /^(content-.*|mime-version)$/;

/**
 * A message with some of its files alone, or without them. The parts keep their headers and their encoded content; boundaries are new.
 * @param digests SHA-256 of the files, hex @returns nothing where one of them is not a part of its own
 */
export function partMessage(bytes: Buffer, digests: readonly string[], keep: 'only' | 'without'): View {
  const root = readMimeTree(bytes, { parts: 0, scanned: 0, problems: new Set() });
  const wanted = new Set(digests);
  const found = filesOf(root).filter((part) => wanted.has(digestOf(part)));
  if (root.children.length === 0 || new Set(found.map(digestOf)).size !== wanted.size) return NOTHING;
  const content = keep === 'only' ? mailOf(headOf(root, OF_ALL), found) : whole(root, new Set(found));
  return { content, type: 'message/rfc822' };
}

/** Leaves, and messages attached; what lies within an attached message is that message's. */
function filesOf(part: MimePart): MimePart[] {
  if (isAttachedMessage(part) || part.children.length === 0) return [part];
  return part.children.flatMap(filesOf);
}

const isAttachedMessage = ({ type }: MimePart): boolean => type.value.startsWith('message/');

const digestOf = (part: MimePart): string =>
  createHash('sha256')
    .update(
      isAttachedMessage(part)
        ? part.body
        : decodeTransfer(part.body, headerValue(part.fields, 'content-transfer-encoding')),
    )
    .digest('hex');

function whole(root: MimePart, without: ReadonlySet<MimePart>): Buffer {
  const head = root.fields.filter(({ name }) => !OF_CONTENT.test(name)).map(line);
  return Buffer.concat([Buffer.from(`${[...head, 'MIME-Version: 1.0'].join('\r\n')}\r\n`), emitted(root, without)]);
}

const headOf = ({ fields }: MimePart, kept: RegExp): string[] => fields.filter(({ name }) => kept.test(name)).map(line);

function mailOf(head: readonly string[], parts: readonly MimePart[]): Buffer {
  const lines = [...head, 'MIME-Version: 1.0'].join('\r\n');
  return Buffer.concat([
    Buffer.from(`${lines}\r\n`),
    multipart(
      'mixed',
      parts.map((part) => single(part)),
    ),
  ]);
}

/** Content headers and content of a part, from which some are left out. */
function emitted(part: MimePart, without: ReadonlySet<MimePart>): Buffer {
  if (isAttachedMessage(part) || part.children.length === 0) return single(part);
  const [, kind = 'mixed'] = /^multipart\/([a-z-]+)$/.exec(part.type.value) ?? [];
  const children = part.children.filter((child) => !without.has(child)).map((child) => emitted(child, without));
  // What Outlook wrapped, or somebody signed, is unwrapped: nothing of it is sealed any more.
  return multipart(/^(alternative|related)$/.test(kind) ? kind : 'mixed', children);
}

function single({ fields, body }: MimePart): Buffer {
  const head = fields.filter(({ name }) => name.startsWith('content-')).map(line);
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}${head.length > 0 ? '\r\n' : ''}\r\n`), body]);
}

function multipart(kind: string, parts: readonly Buffer[]): Buffer {
  const boundary = `courrier-${randomBytes(12).toString('hex')}`;
  const pieces = parts.flatMap((part) => [Buffer.from(`\r\n--${boundary}\r\n`), part]);
  const head = `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`), ...pieces, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

const line = ({ name, value }: { readonly name: string; readonly value: string }): string =>
  `${name}: ${value.replace(/[\r\n]+/g, ' ')}`;
