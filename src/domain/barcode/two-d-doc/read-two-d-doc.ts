import { ok, type Result, refused } from '../../result';
import { FIELD_LENGTHS } from './field-lengths';
import { GS, RS, type TwoDDoc, type TwoDDocField, type TwoDDocHeader, US } from './two-d-doc';
import { readTwoDDocDate } from './two-d-doc-dates';

export interface ReadTwoDDoc {
  readonly document: TwoDDoc;
  /** Everything before the separator: what the signature covers. */
  readonly signed: string;
  /** Base32 (RFC 4648) without padding, as written. */
  readonly signature: string;
}

/**
 * Reads the text of a 2D-Doc, its signature unjudged.
 * @returns refused with the reason in French where the text is none, is cut, or holds a field of unknown length
 */
export function readTwoDDoc(text: string): Result<ReadTwoDDoc, string> {
  const separator = text.indexOf(US);
  if (!text.startsWith('DC') || separator < 0) return refused('ce texte n’est pas un 2D-Doc');
  const signed = text.slice(0, separator);
  const header = readHeader(signed);
  if (header === null) return refused('en-tête de 2D-Doc inconnu ou abîmé');
  const fields = readFields(signed.slice(header.version === 4 ? 26 : 24));
  if (!fields.ok) return fields;
  return ok({ document: { header, fields: fields.value }, signed, signature: text.slice(separator + 1) });
}

function readHeader(text: string): TwoDDocHeader | null {
  const match = /^DC(03|04)([A-Z0-9]{4})([A-Z0-9]{4})([0-9A-F]{4})([0-9A-F]{4})([A-Z0-9]{2})([A-Z0-9]{2})/.exec(text);
  if (match === null) return null;
  const [, version, authority = '', certificate = '', issued = '', signedAt = '', documentType = '', perimeter = ''] =
    match;
  const country = version === '04' ? text.slice(24, 26) : null;
  const [issuedOn, signedOn] = [readTwoDDocDate(issued), readTwoDDocDate(signedAt)];
  if (issuedOn === undefined || signedOn === undefined) return null;
  if (country !== null && !/^[A-Z]{2}$/.test(country)) return null;
  return {
    version: version === '04' ? 4 : 3,
    authority,
    certificate,
    issuedOn,
    signedOn,
    documentType,
    perimeter,
    country,
  };
}

function readFields(text: string): Result<readonly TwoDDocField[], string> {
  const fields: TwoDDocField[] = [];
  let at = 0;
  while (at < text.length) {
    const id = text.slice(at, at + 2);
    const length = FIELD_LENGTHS[id];
    if (length === undefined)
      return refused(`champ inconnu dans le 2D-Doc\u00a0: ${/^\w\w$/.test(id) ? id : 'illisible'}`);
    const start = at + 2;
    const end = endOfValue(text, start, length.most);
    if (end - start < length.least) return refused(`champ ${id} du 2D-Doc incomplet`);
    const sign = text[end];
    const ended = sign === GS || sign === RS;
    if (!ended && end - start < length.most) return refused(`champ ${id} du 2D-Doc sans fin`);
    fields.push({ id, value: text.slice(start, end), truncated: sign === RS });
    at = ended ? end + 1 : end;
  }
  return ok(fields);
}

/** Where a value ends: at its end sign, or at its greatest length. */
function endOfValue(text: string, start: number, most: number): number {
  let end = start;
  while (end < text.length && end - start < most && text[end] !== GS && text[end] !== RS) end += 1;
  return end;
}
