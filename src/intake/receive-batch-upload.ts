import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import busboy from 'busboy';
import { DocumentTooLarge } from '../persistence/document-store/document-store';
import type { Received } from '../persistence/receipt.repository';
import { Problem } from '../platform/http/problem';
import { INTAKE_LIMITS } from './intake-limits';
import type { KeptPage, Receiver } from './receiver';
import { pageTypeOf } from './scan-batch/page-type';
import { NOTHING_TAKEN, parseBatchMetadata } from './scan-batch/parse-batch-metadata';

const METADATA = 'batch.json';
const badBatch = (detail: string): Problem => new Problem(422, 'Lot refusé', detail);

interface Upload {
  metadata: string | null;
  readonly pages: Map<string, KeptPage>;
  /** Names seen so far, kept or still coming in. */
  readonly names: Set<string>;
}

/**
 * Takes a scan batch as multipart/form-data: `batch.json` and its pages, each a file under its own name. Pages stream into the
 * store as they come; rows are written once the whole batch was held against its metadata.
 * @throws Problem 413, 422 with the item, the page and what is wrong
 */
export async function receiveBatchUpload(request: IncomingMessage, receiver: Receiver): Promise<Received[]> {
  const upload = await readParts(request, receiver);
  if (upload.metadata === null) throw badBatch(`${METADATA} absent du lot ; ${NOTHING_TAKEN}`);
  const items = parseBatchMetadata(METADATA, upload.metadata, new Set(upload.pages.keys()));
  if (!items.ok) throw badBatch(items.error);
  return receiver.receiveScans(
    items.value.map((item) => ({ item, pages: item.pages.map((page) => upload.pages.get(page) as KeptPage) })),
  );
}

function readParts(request: IncomingMessage, receiver: Receiver): Promise<Upload> {
  const upload: Upload = { metadata: null, pages: new Map(), names: new Set() };
  return new Promise((resolve, reject) => {
    const parser = openParser(request);
    const kept: Promise<void>[] = [];
    let bytes = 0;
    const give = (error: Error): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const broken = () => give(badBatch(`envoi mal formé ou interrompu ; ${NOTHING_TAKEN}`));
    parser.on('file', (_field, stream, { filename }) => {
      // A part that is cut off fails by itself, beside the parser.
      stream.on('error', broken);
      const part = takePart(stream, filename ?? '', upload, receiver);
      part.catch((error: Error) => {
        stream.resume();
        give(stream.errored ? badBatch(`envoi mal formé ou interrompu ; ${NOTHING_TAKEN}`) : error);
      });
      kept.push(part);
    });
    parser.on('filesLimit', () => give(badBatch(`plus de ${INTAKE_LIMITS.batchFiles} fichiers ; ${NOTHING_TAKEN}`)));
    parser.on('error', broken);
    request.on('aborted', broken);
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > INTAKE_LIMITS.batchBytes)
        give(new Problem(413, 'Trop volumineux', `plus de ${INTAKE_LIMITS.batchBytes} octets ; ${NOTHING_TAKEN}`));
    });
    parser.on('close', () => {
      Promise.all(kept).then(() => resolve(upload), reject);
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
    throw new Problem(400, 'Envoi mal formé', `multipart/form-data sans « boundary » lisible ; ${NOTHING_TAKEN}`);
  }
}

async function takePart(stream: Readable, name: string, upload: Upload, receiver: Receiver): Promise<void> {
  if (name === METADATA) {
    upload.metadata = await text(stream);
    return;
  }
  const type = pageTypeOf(name);
  if (type === null) throw badBatch(`fichier « ${name} » : ni PDF, ni TIFF, ni PNG, ni JPEG ; ${NOTHING_TAKEN}`);
  if (upload.names.has(name)) throw badBatch(`fichier « ${name} » donné deux fois ; ${NOTHING_TAKEN}`);
  upload.names.add(name);
  try {
    upload.pages.set(name, await receiver.keepPage(name, type, stream));
  } catch (error) {
    if (error instanceof DocumentTooLarge)
      throw new Problem(413, 'Trop volumineux', `fichier « ${name} » : ${error.message} ; ${NOTHING_TAKEN}`);
    throw error;
  }
}
