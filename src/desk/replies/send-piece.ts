import type { Response } from 'express';
import { Problem } from '../../platform/http/problem';
import type { RehearsedReply } from './rehearsed-reply';

/** One part of a reply that has not left: a PDF by its place from 1, or the whole «message». @throws Problem 404 */
export function sendPiece(response: Response, reply: RehearsedReply, piece: string): Response {
  const found = pieceOf(reply, piece);
  if (found === null) throw new Problem(404, 'Introuvable', 'Cette pièce n’existe pas.');
  const shownAs = found.type === 'application/pdf' ? 'inline' : 'attachment';
  return response
    .set({
      'Content-Disposition': `${shownAs}; filename="${found.name}"`,
      'Content-Security-Policy': "default-src 'none'; object-src 'self'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .type(found.type)
    .send(found.bytes);
}

function pieceOf({ files, message }: RehearsedReply, piece: string) {
  if (piece === 'message')
    return message === null ? null : { name: 'apercu.eml', type: 'message/rfc822', bytes: message };
  const file = files[Number(piece) - 1];
  return file === undefined ? null : { name: file.fileName, type: 'application/pdf', bytes: Buffer.from(file.bytes) };
}
