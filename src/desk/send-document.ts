import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { DocumentRecord } from '../persistence/correspondence-record';

/** Shown by the browser itself; whatever else people send is only ever downloaded, so that nothing of it runs here. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** Streams a stored document. Its name on the agent's disk is its id: people put numbers into file names. */
export async function sendDocument(response: Response, document: DocumentRecord, content: Readable): Promise<void> {
  const shown = SHOWN.has(document.type);
  const ending = document.type === 'message/rfc822' ? 'eml' : (document.type.split('/')[1] ?? 'bin');
  response.set({
    'Content-Type': shown ? document.type : 'application/octet-stream',
    'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename="${document.id}.${ending.replace(/[^a-z0-9]/g, '')}"`,
    'Content-Length': String(document.size),
    'Content-Security-Policy': "default-src 'none'; object-src 'self'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(content, response);
}
