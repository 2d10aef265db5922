import { type Result, refused } from '../domain/result';
import type { IssuedDocuments } from './issued-documents';

/** Longer reasons are stories, and belong into a note. */
const MOST_SIGNS = 500;

/** @returns why the document stays valid, in French */
export async function revokeByForm(
  issued: IssuedDocuments,
  id: string,
  body: Readonly<Record<string, unknown>>,
  by: string,
): Promise<Result<true, string>> {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '');
  const reason = text('motif');
  if (reason === '' || reason.length > MOST_SIGNS)
    return refused('Dites pourquoi ce document est révoqué, en cinq cents signes au plus.');
  if (text('confirme') !== 'oui')
    return refused('Cochez la case qui confirme la révocation\u00a0: elle ne se reprend pas.');
  return issued.revoke(id, text('document'), reason, by);
}
