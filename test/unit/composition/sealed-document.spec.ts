import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
import { sealSignerOf } from '../../../src/composition/signature/seal-signer-of';
import { verifyDocument } from '../../../src/composition/signature/verify-document';
import { BadEnvironment } from '../../../src/config/read-environment';
import type { ReplyOrder } from '../../../src/domain/reply';
import { readPdfText } from '../../../src/reading/text/read-pdf-text';
import { testEnvironment } from '../../integration/test-servers';
import { anAttestationOrder, composeDocument, SIGNING_KEY, TEMPLATES_FOLDER } from './a-checked-document';
import { anOrderOfManyMonths } from './an-order-of-many-months';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: the seal, poppler and openssl as judges where they are. Fake: certificates that nobody trusts, the clock. */
const FIXTURES = path.resolve(__dirname, '../../fixtures/seal');
const NOW = new Date('2027-01-15T10:20:30Z');
const clock = { now: () => NOW };
const folder = mkdtempSync(path.join(tmpdir(), 'seal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => path.join(FIXTURES, name);
const settings = (kind: string) => ({
  SEAL_CERTIFICATE_FILE: file(`${kind}.pem`),
  SEAL_KEY_FILE: file(`${kind}-key.pem`),
});

async function sealed(kind: 'rsa' | 'ec', overrides: Partial<ReplyOrder> = {}): Promise<Buffer> {
  const seal = sealSignerOf(testEnvironment(settings(kind)), NOW);
  const composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY], seal, clock });
  const order = anAttestationOrder('attestation-paiement', overrides);
  return composeDocument(composer, { name: '', template: 'attestation-paiement', order });
}

/** What is sealed, and the seal, by the byte range alone. */
function partsOf(pdf: Buffer): { readonly content: Buffer; readonly cms: Buffer } {
  const [start = 0, length = 0, next = 0, rest = 0] = (
    /\/ByteRange \[([\d ]+)\]/.exec(pdf.toString('latin1'))?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  expect([start, next + rest]).toEqual([0, pdf.length]);
  const hex = pdf.toString('latin1', length + 1, next - 1);
  return { content: Buffer.concat([pdf.subarray(0, length), pdf.subarray(next)]), cms: Buffer.from(hex, 'hex') };
}

const has = (program: string, flag: string): boolean => {
  try {
    execFileSync(program, [flag], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.each(['rsa', 'ec'] as const)('a seal by %s', (kind) => {
  it('leaves the document sound, and our own code authentic', async () => {
    const pdf = await sealed(kind);
    expect(checkPdfStructure(readPdf(pdf))).toEqual([]);
    expect(verifyDocument(pdf, (await readPdfText(pdf)).pages.join('\n'), [SIGNING_KEY]).verdict).toBe('authentic');
    expect(pdf.length).toBeLessThan(32_000);
  });

  it('is the same document but for the seal', async () => {
    const [one, other] = [partsOf(await sealed(kind)), partsOf(await sealed(kind))];
    expect(Buffer.compare(one.content, other.content)).toBe(0);
    if (kind === 'rsa') expect(Buffer.compare(one.cms, other.cms)).toBe(0);
  });

  (has('pdfsig', '-v') ? it : it.skip)('is found right by poppler, and wrong once a byte is changed', async () => {
    const target = path.join(folder, `${kind}.pdf`);
    const pdf = await sealed(kind, { attachData: true });
    writeFileSync(target, pdf);
    const judge = (): string => execFileSync('pdfsig', ['-nocert', target], { encoding: 'utf8' });
    expect(judge()).toContain('Signature is Valid.');
    expect(judge()).toMatch(/ETSI\.CAdES\.detached/);
    expect(judge()).toContain('Total document signed');
    const at = pdf.indexOf('/Filter /FlateDecode\n>>\nstream\n') + 60;
    pdf[at] = (pdf[at] ?? 0) ^ 1;
    writeFileSync(target, pdf);
    expect(judge()).not.toContain('Signature is Valid.');
  });

  (has('pdfsig', '-v') ? it : it.skip)(
    'covers all of a document whose first pages left before its last ones',
    async () => {
      const target = path.join(folder, `${kind}-long.pdf`);
      const { file: long, months = [] } = anOrderOfManyMonths(36);
      const pdf = await sealed(kind, { file: long, months });
      writeFileSync(target, pdf);
      const told = execFileSync('pdfsig', ['-nocert', target], { encoding: 'utf8' });
      expect(told).toContain('Signature is Valid.');
      expect(told).toContain('Total document signed');
      expect(checkPdfStructure(readPdf(pdf))).toEqual([]);
      // The seal's own object stands behind most pages: they were not held for it.
      expect(pdf.indexOf('/ByteRange')).toBeGreaterThan(pdf.length / 3);
    },
  );

  (has('openssl', 'version') ? it : it.skip)('is a CAdES signature to openssl', async () => {
    const { content, cms } = partsOf(await sealed(kind));
    const [data, signature] = [path.join(folder, 'content'), path.join(folder, 'cms.der')];
    writeFileSync(data, content);
    // DER says its own length: what follows fills the room.
    writeFileSync(signature, cms.subarray(0, 4 + cms.readUInt16BE(2)));
    const ours = [
      '-CAfile',
      file(`${kind}.pem`),
      '-content',
      data,
      '-inform',
      'DER',
      '-in',
      signature,
      '-binary',
      '-purpose',
      'any',
    ];
    const verified = execFileSync('openssl', ['cms', '-verify', '-cades', ...ours, '-out', path.join(folder, 'out')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(verified.toString()).toBe('');
    expect(Buffer.compare(readFileSync(path.join(folder, 'out')), content)).toBe(0);
    expect(cms.toString('latin1')).not.toContain(Buffer.from('2a864886f70d010905', 'hex').toString('latin1'));
  });
});

describe('a seal that cannot be', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'the key of another certificate',
      { ...settings('rsa'), SEAL_KEY_FILE: file('ec-key.pem') },
      /SEAL_KEY_FILE.*clé du certificat/,
    ],
    [
      'a file that is no certificate',
      { ...settings('rsa'), SEAL_CERTIFICATE_FILE: file('README.md') },
      /SEAL_CERTIFICATE_FILE.*PEM/,
    ],
    ['a file that is not there', { ...settings('rsa'), SEAL_KEY_FILE: file('nowhere') }, /SEAL_KEY_FILE.*lisible/],
  ])('is refused at start: %s', (_, given, message) => {
    expect(() => sealSignerOf(testEnvironment(given), NOW)).toThrow(BadEnvironment);
    expect(() => sealSignerOf(testEnvironment(given), NOW)).toThrow(message);
  });

  it('is refused where the certificate is past its day, or one of the two is missing', () => {
    expect(() => sealSignerOf(testEnvironment(settings('ec')), new Date('2300-01-01'))).toThrow(/en cours de validité/);
    expect(() => testEnvironment({ SEAL_KEY_FILE: file('ec-key.pem') })).toThrow(/avec SEAL_KEY_FILE/);
    expect(sealSignerOf(testEnvironment({}), NOW)).toBeNull();
  });
});
