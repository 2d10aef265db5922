import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { fromBase32, toBase32 } from '../../../src/composition/signature/base32';
import { signTwoDDoc, verifyTwoDDoc } from '../../../src/composition/signature/sign-two-d-doc';
import { readTwoDDoc } from '../../../src/domain/barcode/two-d-doc/read-two-d-doc';
import { GS, RS, type TwoDDoc, US } from '../../../src/domain/barcode/two-d-doc/two-d-doc';
import { readTwoDDocDate, writeTwoDDocDate } from '../../../src/domain/barcode/two-d-doc/two-d-doc-dates';
import { writeTwoDDoc } from '../../../src/domain/barcode/two-d-doc/write-two-d-doc';

/** Real: the published specimens of ANTS v3.2.6 with the test authority's public key, node:crypto. Fake: nothing. */
const TEST_KEY = createPublicKey({
  key: Buffer.from(
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqY8NfM1igIiTvsTUNuedGDSh1uAB1w8cTNzNnZ4v4in3JAUU6N3AypjQx0QMnMSShJoPvac/w5L02grgf4TCPA==',
    'base64',
  ),
  format: 'der',
  type: 'spki',
});

const SPECIMENS = [
  {
    message: 'DC03FR000001123F1636010126FR247500010MME/SPECIMEN/NATACHA<GS>22145 AVENUE DES SPECIMENS<GS>',
    signature:
      'FEDMPW5SO5BNZFYP7FIQUYZFV5H3OF6QERDMOBN7BZ4CC4KVJ4XWUH6EW3CSWILAGLN4XQE6AKHX6RNOI3OXVW6X3IKJASZGL62FBUQ',
    documentType: '01',
    fields: [
      ['26', 'FR'],
      ['24', '75000'],
      ['10', 'MME/SPECIMEN/NATACHA'],
      ['22', '145 AVENUE DES SPECIMENS'],
    ],
  },
  {
    message:
      'DC03FR000001123F1636000126FR245700010MLLE/SAMPLE/ANGELA<GS>20<GS>21BAT 2 ETG 3<GS>227 PLACE DES SPECIMENS<GS>23<GS>25METZ<GS>',
    signature:
      '3HJIYP3OAJ4LIZNQXCTZMNQPTT5C2XICTEF4UGJ3NDE2CWM7HJOEEK4ACIY4CZOO5ZOFG35APDZMZQFEAEBWRZTW4CBPG35JE2FJ4EY',
    documentType: '00',
    fields: [
      ['26', 'FR'],
      ['24', '57000'],
      ['10', 'MLLE/SAMPLE/ANGELA'],
      ['20', ''],
      ['21', 'BAT 2 ETG 3'],
      ['22', '7 PLACE DES SPECIMENS'],
      ['23', ''],
      ['25', 'METZ'],
    ],
  },
] as const;

const textOf = ({ message, signature }: (typeof SPECIMENS)[number]): string =>
  `${message.replaceAll('<GS>', GS)}${US}${signature}`;

const aDocument = (fields: readonly (readonly [string, string])[]): TwoDDoc => ({
  header: {
    version: 4,
    authority: 'FR00',
    certificate: '0001',
    issuedOn: '2026-06-29',
    signedOn: '2026-06-29',
    documentType: '00',
    perimeter: '01',
    country: 'FR',
  },
  fields: fields.map(([id, value]) => ({ id, value, truncated: false })),
});

describe('a 2D-Doc', () => {
  it.each([
    ['2010-03-05', '0E84'],
    ['2011-12-31', '111E'],
    ['2022-11-04', '2097'],
    [null, 'FFFF'],
  ])('writes the day %s as %s, and reads it', (day, text) => {
    expect(writeTwoDDocDate(day)).toBe(text);
    expect(readTwoDDocDate(text)).toBe(day);
  });

  it.each(SPECIMENS)('is read and verified: specimen of type $documentType', (specimen) => {
    const verified = verifyTwoDDoc(textOf(specimen), TEST_KEY);
    expect(verified.ok).toBe(true);
    if (!verified.ok) return;
    const { header, fields } = verified.value.document;
    expect(header).toMatchObject({
      version: 3,
      authority: 'FR00',
      issuedOn: '2012-10-15',
      signedOn: '2015-07-27',
      documentType: specimen.documentType,
    });
    expect(fields.map(({ id, value }) => [id, value])).toEqual(specimen.fields);
  });

  it.each(SPECIMENS)('with one character changed anywhere is refused: specimen of type $documentType', (specimen) => {
    const text = textOf(specimen);
    for (let at = 0; at < text.length; at += 1) {
      const changed = text[at] === 'A' ? 'B' : 'A';
      expect(verifyTwoDDoc(text.slice(0, at) + changed + text.slice(at + 1), TEST_KEY).ok).toBe(false);
    }
  });

  it('writes fixed fields first, ends short ones with GS, full ones with nothing, cut ones with RS', () => {
    const full = 'X'.repeat(38);
    const written = writeTwoDDoc(
      aDocument([
        ['10', 'MME/SPECIMEN/NATACHA'],
        ['20', full],
        ['21', `${full}Y`],
        ['24', '75000'],
        ['26', 'FR'],
      ]),
    );
    expect(written).toEqual({
      ok: true,
      value: `DC04FR00000125CC25CC0001FR247500026FR10MME/SPECIMEN/NATACHA${GS}20${full}21${full}${RS}`,
    });
  });

  it('reads back what it signed, whatever the fields', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const value = (most: number) => fc.stringMatching(new RegExp(`^[A-Z0-9 /'-]{0,${most}}$`));
    fc.assert(
      fc.property(value(45), value(38), value(40), value(36), fc.stringMatching(/^\d{5}$/), (...values) => {
        const [name, flat, street, town, postcode] = values;
        const sent: [string, string][] = [
          ['24', postcode],
          ['10', name],
          ['20', flat],
          ['22', street],
          ['25', town],
        ];
        const signed = signTwoDDoc(aDocument(sent), privateKey);
        const verified = verifyTwoDDoc(signed.ok ? signed.value : '', publicKey);
        const most: Readonly<Record<string, number>> = { '10': 38, '20': 38, '22': 38, '25': 32 };
        expect(verified.ok && verified.value.document.fields).toEqual(
          sent.map(([id, text]) => ({
            id,
            value: text.slice(0, most[id] ?? 5),
            truncated: text.length > (most[id] ?? 5),
          })),
        );
        expect(signed.ok && signed.value.split(US)[1]).toHaveLength(103);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['', 'ce texte n’est pas un 2D-Doc'],
    [`DC02FR000001123F163601${US}A`, 'en-tête de 2D-Doc inconnu ou abîmé'],
    [`DC04FR000001FFFFFFFF00011R${US}A`, 'en-tête de 2D-Doc inconnu ou abîmé'],
    [`DC04FR000001FFFFFFFF0001FRZZabc${US}A`, 'champ inconnu dans le 2D-Doc\u00a0: ZZ'],
    [`DC04FR000001FFFFFFFF0001FR247500${US}A`, 'champ 24 du 2D-Doc incomplet'],
    [`DC04FR000001FFFFFFFF0001FR10DUPONT${US}A`, 'champ 10 du 2D-Doc sans fin'],
  ])('is refused with its reason: %j', (text, reason) => {
    expect(readTwoDDoc(text)).toEqual({ ok: false, error: reason });
  });

  it('is not written with what its alphabet or a field cannot hold', () => {
    expect(writeTwoDDoc(aDocument([['10', 'Hélène']]))).toEqual({
      ok: false,
      error: 'champ 10 de 2D-Doc impossible à écrire',
    });
    expect(writeTwoDDoc(aDocument([['24', '7500']])).ok).toBe(false);
    expect(writeTwoDDoc({ ...aDocument([]), header: { ...aDocument([]).header, authority: 'fr' } }).ok).toBe(false);
  });
});

describe('Base32', () => {
  // RFC 4648 §10, the padding taken away.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of %j is %s, both ways', (text, encoded) => {
    expect(toBase32(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(fromBase32(encoded) ?? []).toString()).toBe(text);
  });

  it('refuses other characters', () => {
    expect(fromBase32('A1')).toBeNull();
  });
});
