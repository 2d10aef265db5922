import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DocumentUnreadable } from '../../persistence/document-store/chunked-encryption';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { OpenBatch } from '../../persistence/print-batch.repository';
import { MergedFile, type ReadDocument, readDocument } from '../../platform/pdf/merged-file';
import { PdfFault } from '../../platform/pdf/pdf-syntax';
import { makeFolder, syncFolder } from '../../platform/sync-folder';
import {
  type BatchManifest,
  type ManifestFile,
  type ManifestLetter,
  manifestAsCsv,
  manifestLetter,
} from './batch-manifest';
import type { LetterToPrint } from './letters-in-order';
import { opticalMarks } from './optical-marks';

const MERGED = 'lettres.pdf';
const MANIFEST = 'manifeste.json';

interface Document {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly pages: number;
  /** Null for a file of its own. */
  readonly read: ReadDocument | null;
}

/** `2026-11-23-lot-3f2e1d0c`: the day first, so that retention finds it among the print days. */
export const batchName = ({ id, day }: OpenBatch): string => `${day}-lot-${id.slice(-8)}`;

/**
 * Writes a batch's folder aside and renames it into its place: whole or not there. A letter that does not open is left out of it.
 */
export class BatchWriter {
  constructor(
    private readonly folder: string,
    private readonly store: Pick<DocumentStore, 'read'>,
    private readonly marks: boolean,
  ) {}

  /** The manifest of a batch whose folder stands already; null where none does. */
  async written(batch: OpenBatch): Promise<BatchManifest | null> {
    const text = await readFile(path.join(this.folder, batchName(batch), MANIFEST), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as BatchManifest);
  }

  /** Without a letter that opens, no folder is made. @throws StorageAway, and what the disk throws: nothing is in its place then */
  async write(batch: OpenBatch, letters: readonly LetterToPrint[], stopping: AbortSignal): Promise<BatchManifest> {
    const aside = path.join(this.folder, `.${batchName(batch)}.part`);
    await rm(aside, { recursive: true, force: true });
    await makeFolder(aside, 0o750);
    const merged = batch.mode === 'merged' ? await MergedFile.create(path.join(aside, MERGED)) : null;
    const lines: ManifestLetter[] = [];
    try {
      for (const letter of letters) {
        stopping.throwIfAborted();
        const files = await this.writeLetter(letter, aside, merged);
        if (files !== null) lines.push(manifestLetter(lines.length + 1, letter, files));
      }
      if (lines.length > 0) await merged?.finish(`Lettres du ${batch.day}`);
    } catch (error) {
      await merged?.abandon();
      throw error;
    }
    const manifest: BatchManifest = {
      batch: batch.id,
      day: batch.day,
      mode: batch.mode,
      letters: lines,
      pages: lines.reduce((sum, { pages }) => sum + pages, 0),
      sheets: lines.reduce((sum, { sheets }) => sum + sheets, 0),
      merged:
        lines.length === 0 || merged === null
          ? null
          : { name: MERGED, pages: merged.pages, sha256: await sha256Of(path.join(aside, MERGED)) },
    };
    if (lines.length === 0) {
      await merged?.abandon();
      await rm(aside, { recursive: true });
      return manifest;
    }
    await writeFileDurably(path.join(aside, 'manifeste.csv'), Buffer.from(manifestAsCsv(manifest)));
    await writeFileDurably(path.join(aside, MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    await syncFolder(aside);
    await rename(aside, path.join(this.folder, batchName(batch)));
    await syncFolder(this.folder);
    return manifest;
  }

  /** @returns null for a letter that does not open, of which nothing was written */
  private async writeLetter(
    letter: LetterToPrint,
    aside: string,
    merged: MergedFile | null,
  ): Promise<ManifestFile[] | null> {
    const documents = await this.documentsOf(letter, merged !== null);
    if (documents === null) return null;
    const sheets = documents.reduce((sum, { pages }) => sum + Math.ceil(pages / 2), 0);
    const files: ManifestFile[] = [];
    let sheet = 0;
    for (const [index, { bytes, sha256, pages, read }] of documents.entries()) {
      const described = { pages, bytes: bytes.length, sha256 };
      if (merged === null || read === null) {
        const name = `${letter.id}-${index + 1}.pdf`;
        await writeFileDurably(path.join(aside, name), bytes);
        files.push({ name, firstPage: null, ...described });
        continue;
      }
      const firstPage = merged.pages + 1;
      const first = sheet;
      await merged.append(read, (page) =>
        this.marks && page % 2 === 0 ? opticalMarks(first + page / 2, sheets) : null,
      );
      if (pages % 2 === 1) merged.appendBlank();
      sheet += Math.ceil(pages / 2);
      files.push({ name: MERGED, firstPage, ...described });
    }
    return files;
  }

  /** All of a letter's documents, so that none is put down where another does not open. */
  private async documentsOf({ files }: LetterToPrint, toMerge: boolean): Promise<Document[] | null> {
    const documents: Document[] = [];
    for (const { storeKey, pages } of files) {
      let bytes: Buffer;
      try {
        bytes = await this.store.read(storeKey);
      } catch (error) {
        if (error instanceof DocumentUnreadable) return null;
        throw error;
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const read = toMerge ? readOrNull(bytes) : null;
      documents.push({ bytes, sha256, pages: read?.pages.length ?? pages, read });
    }
    // One that cannot be merged takes its letter out of the merged file: a letter stays together.
    if (toMerge && documents.some(({ read }) => read === null)) return documents.map((one) => ({ ...one, read: null }));
    return documents;
  }
}

function readOrNull(bytes: Buffer): ReadDocument | null {
  try {
    return readDocument(bytes);
  } catch (error) {
    if (error instanceof PdfFault) return null;
    throw error;
  }
}

async function writeFileDurably(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o640);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}
