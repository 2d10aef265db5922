import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
import { findDrawnCodes } from '../../../src/composition/signature/find-drawn-code';
import { verifyTwoDDoc } from '../../../src/composition/signature/sign-two-d-doc';
import { twoDDocSignerOf } from '../../../src/composition/signature/two-d-doc-signer-of';
import { verifyDocument } from '../../../src/composition/signature/verify-document';
import { BadEnvironment } from '../../../src/config/read-environment';
import { decodeDataMatrix } from '../../../src/domain/barcode/data-matrix';
import { readPdfText } from '../../../src/reading/text/read-pdf-text';
import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { testEnvironment } from '../../integration/test-servers';
import { aReplyOrder, BY_EMAIL } from './a-reply-order';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: pdfkit, ECDSA, pdfium, the key's file. Fake: the issuer and its key. */
const templatesFolder = path.resolve(__dirname, '../../../templates');
const folder = mkdtempSync(path.join(tmpdir(), '2ddoc-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = path.join(folder, 'cle.pem');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
const signingKeys = [{ id: '2026', seed: new Uint8Array(32).fill(6) }];

async function attestation(address: readonly string[]): Promise<Buffer> {
  const twoDDoc = twoDDocSignerOf(testEnvironment({ TWO_D_DOC_ISSUER: 'FR03/ABC1', TWO_D_DOC_KEY_FILE: keyFile }));
  const composer = await createComposer({ templatesFolder, signingKeys, twoDDoc });
  const composed = await composer.compose(aReplyOrder({ destination: BY_EMAIL, file: anAllocataireFile({ address }) }));
  if (!composed.ok) throw new Error(composed.error.message);
  return Buffer.from(composed.value.files.at(-1)?.bytes ?? new Uint8Array());
}
const payloadsOf = (pdf: Buffer): string[] =>
  findDrawnCodes(pdf).map((modules) => Buffer.from(decodeDataMatrix(modules) ?? []).toString('latin1'));

describe('an attestation of a 2D-Doc issuer', () => {
  it('carries the address signed by that issuer, beside our own code, and stays sound and authentic', async () => {
    const pdf = await attestation(['Mme Hélène N’Œuvre', 'Appt 3', '', '1 bis rue de l’Été', '', '57000 Metz', '']);
    const payload = payloadsOf(pdf).find((text) => text.startsWith('DC04')) ?? '';
    const verified = verifyTwoDDoc(payload, createPublicKey(privateKey));
    expect(verified.ok && verified.value.document.header).toMatchObject({
      authority: 'FR03',
      certificate: 'ABC1',
      issuedOn: '2016-06-29',
      documentType: '00',
      country: 'FR',
    });
    expect(verified.ok && verified.value.document.fields.map(({ id, value }) => [id, value])).toEqual([
      ['26', 'FR'],
      ['24', '57000'],
      ['10', 'MME HELENE N OEUVRE'],
      ['20', 'APPT 3'],
      ['21', ''],
      ['22', '1 BIS RUE DE L ETE'],
      ['23', ''],
      ['25', 'METZ'],
    ]);
    expect(checkPdfStructure(readPdf(pdf))).toEqual([]);
    const text = (await readPdfText(pdf)).pages.join('\n');
    expect(verifyDocument(pdf, text, signingKeys).verdict).toBe('authentic');
  });

  it('carries none for an address abroad: the type has no place for it', async () => {
    const pdf = await attestation(['M. Jan Beispiel', '', '', 'Hauptstr. 1', '', '10115 Berlin', 'Allemagne']);
    expect(payloadsOf(pdf).map((text) => text.slice(0, 4))).toEqual(['CRR1']);
  });

  it('is not promised by the test authority, nor with a key of another kind', () => {
    expect(() => testEnvironment({ TWO_D_DOC_ISSUER: 'FR00/0001', TWO_D_DOC_KEY_FILE: keyFile })).toThrow(/FR00/);
    expect(() => testEnvironment({ TWO_D_DOC_ISSUER: 'FR03/0001' })).toThrow(/avec TWO_D_DOC_KEY_FILE/);
    const other = path.join(folder, 'ed25519.pem');
    writeFileSync(other, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const environment = testEnvironment({ TWO_D_DOC_ISSUER: 'FR03/0001', TWO_D_DOC_KEY_FILE: other });
    expect(() => twoDDocSignerOf(environment)).toThrow(BadEnvironment);
  });
});
