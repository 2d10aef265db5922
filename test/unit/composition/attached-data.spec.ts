import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { attestationDataSchema, attestationJsonSchema } from '../../../src/composition/attestations/attestation-data';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { findAttachedFiles } from '../../../src/composition/signature/find-attached-files';
import { verifyDocument } from '../../../src/composition/signature/verify-document';
import type { AttestationKind } from '../../../src/domain/correspondence';
import { readPdfText } from '../../../src/reading/text/read-pdf-text';
import { JEANNE_NIR } from '../../builders/an-allocataire-file';
import { ATTESTATIONS, anAttestationOrder, composeDocument, SIGNING_KEY, TEMPLATES_FOLDER } from './a-checked-document';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** What an attestation says as data inside of its PDF. Real: all of it. Fake: the key. */
let composer: Composer;
beforeAll(async () => {
  composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY], attachData: true });
});
const attestation = (kind: AttestationKind, attachData?: boolean): Promise<Buffer> =>
  composeDocument(composer, {
    name: '',
    template: kind,
    order: anAttestationOrder(kind, attachData === undefined ? {} : { attachData }),
  });
const verdictOf = async (pdf: Buffer) => verifyDocument(pdf, (await readPdfText(pdf)).pages.join('\n'), [SIGNING_KEY]);

describe('an attestation with its data', () => {
  it.each(ATTESTATIONS)('is PDF/A-3a, says the same as the paper, and is authentic: %s', async (kind) => {
    const pdf = await attestation(kind);
    const read = readPdf(pdf);
    expect(checkPdfStructure(read)).toEqual([]);
    expect([...read.objects.values()].some(({ stream }) => stream?.includes('<pdfaid:part>3</pdfaid:part>'))).toBe(
      true,
    );
    const [file, ...more] = findAttachedFiles(pdf);
    expect(more).toEqual([]);
    const text = Buffer.from(file ?? []).toString('utf8');
    const data = attestationDataSchema.parse(JSON.parse(text));
    expect(data).toMatchObject({ kind, numeroAllocataire: '0260311', issuedOn: '2016-06-29' });
    expect(text).not.toContain(JEANNE_NIR);
    if (data.kind === 'attestation-paiement') expect(data.months[0]?.rights[0]?.cents).toBe(31_245);
    expect(await verdictOf(pdf)).toMatchObject({ verdict: 'authentic', code: { dataDigest: expect.any(String) } });
    expect(Buffer.compare(pdf, await attestation(kind))).toBe(0);
  });

  it('has none where the order says so, and is then PDF/A-2a', async () => {
    const pdf = await attestation('attestation-paiement', false);
    expect(findAttachedFiles(pdf)).toEqual([]);
    expect(await verdictOf(pdf)).toMatchObject({ verdict: 'authentic', code: { dataDigest: null } });
  });

  it('is altered where its data are changed, taken away, or have others beside them', async () => {
    const sound = await attestation('attestation-paiement');
    const at = sound.indexOf('\nstream\n', sound.indexOf('/EmbeddedFile\n')) + 8;
    const end = sound.indexOf('\nendstream', at);
    const text = inflateSync(sound.subarray(at, end)).toString('utf8');
    const pressed = deflateSync(text.replaceAll('31245', '31254'), { level: 9 });
    expect(pressed.length).toBeLessThanOrEqual(end - at);
    const changed = Buffer.concat([
      sound.subarray(0, at),
      pressed,
      Buffer.alloc(end - at - pressed.length),
      sound.subarray(end),
    ]);
    const gone = Buffer.from(sound.toString('latin1').replace('/EmbeddedFile\n', '/EmbeddedFilo\n'), 'latin1');
    const beside = Buffer.concat([
      sound,
      Buffer.from('9 0 obj\n<<\n/Type /EmbeddedFile\n>>\nstream\n{}\nendstream\nendobj\n'),
    ]);
    for (const pdf of [changed, gone, beside]) {
      expect(await verdictOf(pdf)).toMatchObject({
        verdict: 'altered',
        because: expect.stringContaining('les données jointes'),
      });
    }
  });

  it('has a schema for those who read it', () => {
    const schema = JSON.stringify(attestationJsonSchema());
    expect(schema).toContain('courrier-attestation/1');
    expect(z.toJSONSchema(attestationDataSchema)).toEqual(JSON.parse(schema));
  });
});
