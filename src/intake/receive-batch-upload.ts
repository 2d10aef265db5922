import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import busboy from 'busboy';
import { type Result, refused } from '../domain/result';
import { DocumentTooLarge } from '../persistence/document-store/incoming-folder';
import type { Received } from '../persistence/receipt.repository';
import { Problem } from '../platform/http/problem';
import { INTAKE_LIMITS } from './intake-limits';
import { receiveBatch } from './receive-batch';
import type { KeptPage, Receiver } from './receiver';
import { decodeMetadata } from './scan-batch/decode-metadata';
import { pageTypeOf } from './scan-batch/page-type';
import { NOTHING_TAKEN } from './scan-batch/parse-batch-metadata';
import { batchFileOf, DONE, type MetadataName, parseMetadata, readBatchZip } from './scan-batch/read-batch';

/** What stands for any zip among the names: no page is called so. */
const ZIP = '*.zip';
const badBatch = (detail: string): Problem => new Problem(422, 'Lot refusé', detail);

interface Upload {
  metadata: { readonly name: MetadataName; readonly content: string } | null;
  zip: FileHandle | null;
  readonly pages: Map<string, KeptPage>;
  /** Names seen so far, kept or still coming in. */
  readonly names: Set<string>;
}

/**
 * Takes a scan batch as multipart/form-data: its metadata and its pages, each a file under its own name, or one zip of it. Pages
 * stream into the store as they come; rows are written once the whole batch was held against its metadata.
 * @throws Problem 413, 422 with the item, the page and what is wrong
 */
export async function receiveBatchUpload(request: IncomingMessage, receiver: Receiver): Promise<Received[]> {
  const upload: Upload = { metadata: null, zip: null, pages: new Map(), names: new Set() };
  try {
    await readParts(request, receiver, upload);
    const received = await receiveUpload(upload, receiver);
    if (!received.ok) throw badBatch(received.error);
    return received.value;
  } finally {
    await upload.zip?.close();
  }
}

async function receiveUpload(upload: Upload, receiver: Receiver): Promise<Result<Received[], string>> {
  const { metadata, zip, pages } = upload;
  if (zip !== null) {
    if (metadata === null && pages.size === 0) return receiveBatch(readBatchZip('lot.zip', zip), receiver);
    return refused(`une archive et des fichiers à côté d’elle\u00a0; ${NOTHING_TAKEN}`);
  }
  if (metadata === null) return refused(`batch.json, batch.xml ou batch.csv absent du lot\u00a0; ${NOTHING_TAKEN}`);
  const items = parseMetadata(metadata.name, metadata.content, new Set(pages.keys()));
  if (!items.ok) return items;
  return receiver.receiveScans(
    items.value.map((item) => ({ item, pages: item.pages.map((page) => pages.get(page) as KeptPage) })),
  );
}

function readParts(request: IncomingMessage, receiver: Receiver, upload: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = openParser(request);
    const kept: Promise<void>[] = [];
    let bytes = 0;
    const give = (error: Error): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const broken = () => give(badBatch(`envoi mal formé ou interrompu\u00a0; ${NOTHING_TAKEN}`));
    parser.on('file', (_field, stream, { filename }) => {
      // A part that is cut off fails by itself, beside the parser.
      stream.on('error', broken);
      const part = takePart(stream, filename ?? '', upload, receiver);
      part.catch((error: Error) => {
        stream.resume();
        give(stream.errored ? badBatch(`envoi mal formé ou interrompu\u00a0; ${NOTHING_TAKEN}`) : error);
      });
      kept.push(part);
    });
    parser.on('filesLimit', () =>
      give(badBatch(`plus de ${INTAKE_LIMITS.batchFiles} fichiers\u00a0; ${NOTHING_TAKEN}`)),
    );
    parser.on('error', broken);
    request.on('aborted', broken);
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > INTAKE_LIMITS.batchBytes)
        give(new Problem(413, 'Trop volumineux', `plus de ${INTAKE_LIMITS.batchBytes} octets\u00a0; ${NOTHING_TAKEN}`));
    });
    parser.on('close', () => {
      Promise.all(kept).then(() => resolve(), reject);
    });
    request.pipe(parser);
  });
}

function openParser(request: IncomingMessage): busboy.Busboy {
  const { batchFiles: files, batchFileBytes } = INTAKE_LIMITS;
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files, fileSize: batchFileBytes + 1 },
    });
  } catch {
    // A boundary that is missing or mistaken: the same upload would fail for ever.
    throw new Problem(
      400,
      'Envoi mal formé',
      `multipart/form-data sans «\u00a0boundary\u00a0» lisible\u00a0; ${NOTHING_TAKEN}`,
    );
  }
}

async function takePart(stream: Readable, name: string, upload: Upload, receiver: Receiver): Promise<void> {
  if (name === DONE) return void stream.resume();
  const metadata = batchFileOf([name]);
  if (metadata !== null) {
    if (upload.metadata !== null) throw badBatch(`deux fichiers de métadonnées\u00a0; ${NOTHING_TAKEN}`);
    upload.metadata = { name: metadata, content: '' };
    upload.metadata = { name: metadata, content: decodeMetadata(await buffer(stream)) };
    return;
  }
  if (/\.zip$/i.test(name)) {
    if (upload.names.has(ZIP)) throw badBatch(`deux archives\u00a0; ${NOTHING_TAKEN}`);
    upload.names.add(ZIP);
    upload.zip = await receiver.spool(stream);
    return;
  }
  const type = pageTypeOf(name);
  if (type === null)
    throw badBatch(`fichier «\u00a0${name}\u00a0»\u00a0: ni PDF, ni TIFF, ni PNG, ni JPEG\u00a0; ${NOTHING_TAKEN}`);
  if (upload.names.has(name)) throw badBatch(`fichier «\u00a0${name}\u00a0» donné deux fois\u00a0; ${NOTHING_TAKEN}`);
  upload.names.add(name);
  try {
    upload.pages.set(name, await receiver.keepPage(name, type, stream));
  } catch (error) {
    if (error instanceof DocumentTooLarge)
      throw new Problem(
        413,
        'Trop volumineux',
        `fichier «\u00a0${name}\u00a0»\u00a0: ${error.message}\u00a0; ${NOTHING_TAKEN}`,
      );
    throw error;
  }
}
