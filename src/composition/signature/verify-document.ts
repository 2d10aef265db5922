import { decodeDataMatrix } from '../../domain/barcode/data-matrix';
import type { DocumentCode } from '../../domain/barcode/document-code';
import type { RevocationLookUp } from '../../domain/barcode/revocation';
import { dateInFigures } from '../../domain/calendar/french-dates';
import { findAttachedFiles } from './find-attached-files';
import { findDrawnCodes } from './find-drawn-code';
import { digestOfAmounts, digestOfData, judgeCode, type SigningKey } from './sign-document';

export interface DocumentVerdict {
  readonly verdict: 'authentic' | 'altered' | 'unknown' | 'revoked';
  /** Plain French, one sentence. */
  readonly because: string;
  /** What was signed; null unless the signature holds. */
  readonly code: DocumentCode | null;
  /** By which the document is revoked; null unless the signature holds. */
  readonly documentId: string | null;
}

/**
 * Is this PDF one of ours, as it was made?
 * @param text words of its pages, in reading order
 * @param keys ours, retired ones too: a key that is kept goes on recognising what it signed
 */
export function verifyDocument(pdf: Uint8Array, text: string, keys: readonly SigningKey[]): DocumentVerdict {
  const symbols = findDrawnCodes(pdf);
  if (symbols.length === 0) return unknown('aucun code signé dans ce fichier\u00a0: rien ne dit qu’il vient de nous');
  const payloads = symbols.map(decodeDataMatrix).filter((bytes) => bytes !== null);
  if (payloads.length < symbols.length) return altered('le code signé a été abîmé ou modifié');
  const [bytes, ...more] = payloads.filter((payload) => !isTwoDDoc(payload));
  if (!bytes) return unknown('le fichier porte un 2D-Doc seul\u00a0: il ne dit rien du reste du document');
  if (more.length > 0) return altered('le fichier porte plusieurs codes');
  const judged = verifyCode(bytes, keys);
  if (judged.code === null) return judged;
  const changed = whatDiffers(judged.code, text) ?? (isDataAsSigned(judged.code, pdf) ? null : 'les données jointes');
  return changed === null
    ? { ...judged, because: 'la signature est juste, et le document dit ce qui a été signé' }
    : { ...judged, verdict: 'altered', because: `le document ne dit pas ce qui a été signé\u00a0: ${changed}` };
}

/** Judges the bytes of a code alone, as a reader of Data Matrix gives them: what the paper says is for its reader to compare. */
export function verifyCode(bytes: Uint8Array, keys: readonly SigningKey[]): DocumentVerdict {
  const judged = judgeCode(bytes, keys);
  if (judged.verdict === 'other-format') return unknown('le code n’est pas à notre format');
  if (judged.verdict === 'unknown-key')
    return unknown(`le code est signé par une clé que nous n’avons pas («\u00a0${judged.keyId}\u00a0»)`);
  if (judged.verdict === 'bad-signature') return altered('la signature du code n’est pas juste');
  const { code, documentId } = judged;
  const because = 'la signature est juste\u00a0: comparez ce que dit le document avec ce qui a été signé';
  return { verdict: 'authentic', because, code, documentId };
}

/** What was authentic until it was revoked: the document itself, or its key. An altered one stays altered. */
export async function withRevocation(judged: DocumentVerdict, revocations: RevocationLookUp): Promise<DocumentVerdict> {
  const { verdict, code, documentId } = judged;
  if (verdict !== 'authentic' || code === null || documentId === null) return judged;
  const revoked = await revocations.find(documentId, code.keyId, code.issuedOn);
  if (revoked === null) return judged;
  const on = dateInFigures(revoked.on);
  const because =
    revoked.of === 'document'
      ? `ce document a été révoqué le ${on}\u00a0: il ne vaut plus rien`
      : `la clé «\u00a0${code.keyId}\u00a0» qui l’a signé a été révoquée le ${on}${revoked.since === null ? '' : `, pour ce qui est daté du ${dateInFigures(revoked.since)} ou après`}\u00a0: il ne vaut plus rien`;
  return { ...judged, verdict: 'revoked', because };
}

/** A 2D-Doc is for other services to read; what our documents say is in our own code. */
function isTwoDDoc(payload: Uint8Array): boolean {
  return payload[0] === 0x44 && payload[1] === 0x43;
}

function whatDiffers(code: DocumentCode, text: string): string | null {
  const words = joined(text);
  const shown: readonly (readonly [string, string])[] = [
    ['le nom', code.holder],
    ['le numéro allocataire', code.numeroAllocataire],
    ['la référence', code.reference],
    ['la date', dateInFigures(code.issuedOn)],
    ['la période', code.period],
    ['le montant', code.amount],
  ];
  const missing = shown.find(([, value]) => !words.includes(joined(value)));
  if (missing) return missing[0];
  return digestOfAmounts(text) === code.amountsDigest ? null : 'les montants';
}

/** What is attached is what was signed; nothing is, where nothing was. */
function isDataAsSigned({ dataDigest }: DocumentCode, pdf: Uint8Array): boolean {
  const [file, ...more] = findAttachedFiles(pdf);
  if (file === undefined) return dataDigest === null;
  return more.length === 0 && file !== null && digestOfData(file) === dataDigest;
}

/** Where lines end, and which space or hyphen parts them, is the reader's own affair. */
function joined(text: string): string {
  return text.normalize('NFC').replace(/[\s\u00a0\u202f\u00ad\u2011-]/g, '');
}

function unknown(because: string): DocumentVerdict {
  return { verdict: 'unknown', because, code: null, documentId: null };
}

function altered(because: string): DocumentVerdict {
  return { verdict: 'altered', because, code: null, documentId: null };
}
