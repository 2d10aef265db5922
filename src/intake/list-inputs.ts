import { createReadStream } from 'node:fs';
import { lstat, open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ScanItem } from '../domain/correspondence';
import { INTAKE_LIMITS } from './intake-limits';
import { isMboxSeparator, readMbox } from './read-mbox';
import { batchFileOf, readBatch, readBatchZip } from './scan-batch/read-batch';

/** One thing to take in, with the name it is shown by. */
export type Input =
  | { readonly kind: 'email'; readonly file: string; readonly bytes: Buffer }
  | {
      readonly kind: 'scan';
      readonly file: string;
      /** Path of the folder or the zip that its batch is in: the items of one go in together. */
      readonly batch: string;
      readonly item: ScanItem;
      /** To be read before the next input is asked for. @throws PageUnreadable through the stream */
      readonly pages: readonly { readonly name: string; readonly type: string; open(): Readable }[];
    }
  /** There, but not to be taken in: the reason in French. */
  | { readonly kind: 'refused'; readonly file: string; readonly channel: 'email' | 'post'; readonly reason: string };

/**
 * Everything under the paths, in order, one at a time: messages (any ending), folders, mbox, Maildir, scan batches.
 * Folders are read in the order of their names. Passed over in folders: names that begin with a dot, and files that
 * begin with `_` and are no message (notes about the others), links to folders.
 * @throws an Error in French where a path does not exist, before anything is yielded
 */
export async function* listInputs(paths: readonly string[]): AsyncGenerator<Input> {
  for (const given of paths)
    if ((await stat(given).catch(() => null)) === null)
      throw new Error(`«\u00a0${given}\u00a0»\u00a0: fichier ou dossier introuvable`);
  for (const given of paths) yield* inputsOf(given, true);
}

async function* inputsOf(file: string, given: boolean): AsyncGenerator<Input> {
  const stats = await stat(file).catch(() => null);
  if (stats?.isDirectory()) {
    // A link to a folder may lead in a circle; one that a person names is followed.
    if (given || !(await lstat(file)).isSymbolicLink()) yield* inputsOfFolder(file);
  } else if (stats?.isFile()) yield* inputsOfFile(file, stats.size, given);
  else yield { kind: 'refused', file, channel: 'email', reason: 'Ce n’est ni un fichier ni un dossier lisible.' };
}

async function* inputsOfFolder(folder: string): AsyncGenerator<Input> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch {
    yield { kind: 'refused', file: folder, channel: 'email', reason: 'Dossier illisible.' };
    return;
  }
  const batch = batchFileOf(names);
  if (batch !== null) {
    yield* readBatch(folder, batch);
    return;
  }
  // Maildir: `tmp` holds what is still being delivered.
  const maildir = names.includes('cur') && names.includes('new');
  for (const name of maildir ? ['new', 'cur'] : names) yield* inputsOf(path.join(folder, name), false);
}

async function* inputsOfFile(file: string, size: number, given: boolean): AsyncGenerator<Input> {
  const head = await headOf(file);
  if (head === null) {
    yield { kind: 'refused', file, channel: 'email', reason: 'Fichier illisible.' };
    return;
  }
  if (!given && path.basename(file).startsWith('_') && !looksLikeMail(head)) return;
  if (head.subarray(0, 4).toString('latin1') === 'PK\x03\x04') yield* readBatchZip(file);
  else if (isMbox(file, head)) yield* messagesOfMbox(file);
  else if (size > INTAKE_LIMITS.messageBytes) yield tooLarge(file);
  else if (size > 0 && isBinary(head))
    yield {
      kind: 'refused',
      file,
      channel: 'email',
      reason: 'Ce fichier n’est pas un message\u00a0: contenu binaire.',
    };
  else if (size > 0 && !MESSAGE_NAME.test(path.basename(file)) && !looksLikeMail(head))
    yield { kind: 'refused', file, channel: 'email', reason: 'Ce fichier n’est pas un message\u00a0: aucun en-tête.' };
  else yield await wholeFile(file);
}

/** Names that say «message» even where the content has lost its headers: what is in it is read then. */
const MESSAGE_NAME = /\.(?:eml|msg|txt|mail|mbox|mbx)$|^[^.]*$|:2,[A-Z]*$/i;

async function wholeFile(file: string): Promise<Input> {
  try {
    return { kind: 'email', file, bytes: await readFile(file) };
  } catch {
    return { kind: 'refused', file, channel: 'email', reason: 'Fichier illisible.' };
  }
}

async function* messagesOfMbox(file: string): AsyncGenerator<Input> {
  // A file with one message keeps its own name; the first is held back until it is known whether others follow.
  let first: Input | null = null;
  for await (const { position, bytes } of readMbox(createReadStream(file), INTAKE_LIMITS.messageBytes)) {
    const name = `${file}#${position}`;
    const input: Input = bytes === null ? tooLarge(name) : { kind: 'email', file: name, bytes };
    if (position === 1) first = input;
    else {
      if (first !== null) yield first;
      first = null;
      yield input;
    }
  }
  if (first !== null) yield { ...first, file };
}

function tooLarge(file: string): Input {
  const limit = INTAKE_LIMITS.messageBytes / 1024 / 1024;
  return {
    kind: 'refused',
    file,
    channel: 'email',
    reason: `Le message dépasse ${limit}\u00a0Mo, la limite de réception\u00a0: il n’a pas été lu.`,
  };
}

/** The first bytes of a file; null where it cannot be read. */
async function headOf(file: string): Promise<Buffer | null> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** A single message may carry the line of the mbox it came from: `.eml` and `.msg` are one message whatever is on top. */
function isMbox(file: string, head: Buffer): boolean {
  if (/\.(?:eml|msg|txt)$/i.test(file)) return false;
  return isMboxSeparator(
    head
      .subarray(0, 300)
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? '',
  );
}

function looksLikeMail(head: Buffer): boolean {
  const text = head.toString('latin1');
  return /^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Delivered-To|X-[\w-]+)[ \t]*:/im.test(
    text,
  );
}

/** Pictures, PDFs, archives, programs: NUL bytes or their signature, and no header on top. */
function isBinary(head: Buffer): boolean {
  if (
    /^(?:%PDF-|PK\x03\x04|\x89PNG|GIF8|\xff\xd8\xff|II\*\0|MM\0\*|\xd0\xcf\x11\xe0|\x1f\x8b)/.test(
      head.subarray(0, 8).toString('latin1'),
    )
  )
    return true;
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return !utf16 && head.includes(0) && !looksLikeMail(head);
}
