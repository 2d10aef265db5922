import { ok, type Result, refused } from '../../result';
import { FIELD_LENGTHS, isFixed } from './field-lengths';
import { GS, RS, type TwoDDoc, type TwoDDocField } from './two-d-doc';
import { writeTwoDDocDate } from './two-d-doc-dates';

/** The C40 alphabet of the symbol, as far as names and addresses need it. */
const WRITABLE = /^[A-Z0-9 /'-]*$/;

/**
 * The text that is signed: header of version 04, then the fields, those of fixed length first, as they need no end sign.
 * A variable value longer than its field is cut and marked so.
 * @returns refused with the field's identifier where a value has no place or no sign in a 2D-Doc
 */
export function writeTwoDDoc({ header, fields }: TwoDDoc): Result<string, string> {
  const { authority, certificate, issuedOn, signedOn, documentType, perimeter, country } = header;
  const dates = writeTwoDDocDate(issuedOn) + writeTwoDDocDate(signedOn);
  const head = `DC04${authority}${certificate}${dates}${documentType}${perimeter}${country ?? 'FR'}`;
  if (!/^[A-Z0-9]{26}$/.test(head)) return refused('en-tête de 2D-Doc mal formé');
  const fixed = fields.filter(({ id }) => isFixedField(id));
  const written: string[] = [];
  for (const field of [...fixed, ...fields.filter(({ id }) => !isFixedField(id))]) {
    const text = writeField(field);
    if (text === null) return refused(`champ ${field.id} de 2D-Doc impossible à écrire`);
    written.push(text);
  }
  return ok(head + written.join(''));
}

function isFixedField(id: string): boolean {
  const length = FIELD_LENGTHS[id];
  return length !== undefined && isFixed(length);
}

function writeField({ id, value }: TwoDDocField): string | null {
  const length = FIELD_LENGTHS[id];
  if (length === undefined || !WRITABLE.test(value)) return null;
  if (isFixed(length)) return value.length === length.most ? id + value : null;
  if (value.length > length.most) return id + value.slice(0, length.most) + RS;
  return value.length === length.most ? id + value : id + value + GS;
}
