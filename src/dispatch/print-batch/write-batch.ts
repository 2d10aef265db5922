import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DocumentUnreadable } from '../../persistence/document-store/chunked-encryption';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { OpenBatch } from '../../persistence/print-batch.repository';
import { FileBytes } from '../../platform/pdf/file-bytes';
import { MergedFile, readDocument } from '../../platform/pdf/merged-file';
import { PdfFault } from '../../platform/pdf/pdf-syntax';
import { makeFolder, syncFolder } from '../../platform/sync-folder';
import { syncFile, type WrittenFile, writeDurably, writePieces } from '../write-durably';
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

/** Of a letter, written into the batch's folder: there it stays, or its pages are put into the merged file. */
interface Document extends WrittenFile {
  readonly name: string;
  readonly pages: number;
}

/** `2026-11-23-lot-3f2e1d0c`: the day first, so that retention finds it among the print days. */
export const batchName = ({ id, day }: OpenBatch): string => `${day}-lot-${id.slice(-8)}`;

/**
 * Writes a batch's folder aside and renames it into its place: whole or not there. A letter that does not open is left out of it.
 */
export class BatchWriter {
  constructor(
    private readonly folder: string,
    private readonly store: Pick<DocumentStore, 'stream'>,
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
    await writeDurably(path.join(aside, 'manifeste.csv'), [Buffer.from(manifestAsCsv(manifest))]);
    await writeDurably(path.join(aside, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    await syncFolder(aside);
    await rename(aside, path.join(this.folder, batchName(batch)));
    await syncFolder(this.folder);
    return manifest;
  }

  /** @returns null for a letter that does not open, of which nothing stays */
  private async writeLetter(
    letter: LetterToPrint,
    aside: string,
    merged: MergedFile | null,
  ): Promise<ManifestFile[] | null> {
    const documents = await this.documentsOf(letter, aside);
    if (documents === null) return null;
    const inMerged = merged === null ? null : await mergeInto(merged, documents, aside, this.marks);
    // What stands in the merged file is not wanted beside it.
    const settle = inMerged === null ? syncFile : rm;
    for (const { name } of documents) await settle(path.join(aside, name));
    return inMerged ?? documents.map((document) => ({ firstPage: null, ...document }));
  }

  /** All of a letter's documents, written piece after piece. @returns null where one does not open: then none stays */
  private async documentsOf({ id, files }: LetterToPrint, aside: string): Promise<Document[] | null> {
    const documents: Document[] = [];
    for (const [index, { storeKey, pages }] of files.entries()) {
      const name = `${id}-${index + 1}.pdf`;
      try {
        documents.push({ name, pages, ...(await writePieces(path.join(aside, name), this.store.stream(storeKey))) });
      } catch (error) {
        if (!(error instanceof DocumentUnreadable)) throw error;
        for (const written of [...documents.map((one) => one.name), name]) await rm(path.join(aside, written));
        return null;
      }
    }
    return documents;
  }
}

/** @returns null where one of a letter's documents cannot be merged: it stays together, as files of its own */
async function mergeInto(
  merged: MergedFile,
  documents: readonly Document[],
  aside: string,
  marks: boolean,
): Promise<ManifestFile[] | null> {
  const opened: FileBytes[] = [];
  try {
    const read = documents.map(({ name }) => {
      const bytes = new FileBytes(path.join(aside, name));
      opened.push(bytes);
      return readDocument(bytes);
    });
    const sheets = read.reduce((sum, { pages }) => sum + Math.ceil(pages.length / 2), 0);
    const prepared: (readonly string[])[] = [];
    let sheet = 0;
    for (const document of read) {
      const first = sheet;
      const mark = (page: number) => (page % 2 === 0 ? opticalMarks(first + page / 2, sheets) : null);
      prepared.push(await merged.prepare(document, marks ? mark : () => null));
      sheet += Math.ceil(document.pages.length / 2);
    }
    return documents.map((document, index) => {
      const pages = prepared[index] ?? [];
      const firstPage = merged.pages + 1;
      merged.put(pages);
      if (pages.length % 2 === 1) merged.appendBlank();
      return { ...document, name: MERGED, firstPage, pages: pages.length };
    });
  } catch (error) {
    if (error instanceof PdfFault) return null;
    throw error;
  } finally {
    for (const file of opened) file.close();
  }
}

async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}
