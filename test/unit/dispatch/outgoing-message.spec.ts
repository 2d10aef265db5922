import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { composeEmail, type Sender } from '../../../src/dispatch/compose-email';
import { composeForward } from '../../../src/dispatch/compose-forward';
import { DkimSigner } from '../../../src/dispatch/dkim-signer';
import type { LedgerRecord } from '../../../src/persistence/correspondence-record';

/** Messages with long files. Real: their bytes, the signature, mailparser that reads them. Fake: the ledger's row, the files. */
const certificate = readFileSync(path.resolve(__dirname, '../../fixtures/offices/certificate.pem'), 'utf8');
const PIECE = Buffer.alloc(64 * 1024, 'lettre ');
const PIECES = 80;

/** A file of five megabytes that tells how much of it was asked for. */
class LongFile {
  readonly fileName = 'attestation.pdf';
  asked = 0;

  open(): Readable {
    const told = this;
    const pieces = async function* () {
      for (let at = 0; at < PIECES; at += 1) {
        told.asked += PIECE.length;
        yield PIECE;
      }
    };
    return Readable.from(pieces());
  }
}

const entry = (more: object = {}) =>
  ({
    messageId: '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a',
    content: {
      destination: { kind: 'email', address: 'jeanne.exemple@exemple.invalid' },
      ...{ subject: 'Votre demande', text: 'Bonjour', html: '<p>Bonjour</p>' },
      ...{ inReplyTo: null, references: [], files: [], ...more },
    },
  }) as unknown as LedgerRecord;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const signed: Sender = {
  ...{ name: 'Caf d’essai', address: 'courrier@caf.invalid', readsTags: false },
  dkim: new DkimSigner('essai', 'caf.invalid', pem),
};
const date = new Date('2026-06-29T08:00:00Z');

const kinds = [
  ['a signed reply', (file: LongFile) => composeEmail(entry(), [file], signed, date)],
  [
    'mail sealed for an office',
    (file: LongFile) => composeForward(entry({ sealedFor: certificate }), [file], signed, date),
  ],
] as const;

it.each(kinds)('%s is read as the server takes it, and is the same bytes each time', async (_name, compose) => {
  const file = new LongFile();
  const message = await compose(file);
  file.asked = 0;
  const taken = message.read();
  for await (const _piece of taken) break;
  expect(file.asked).toBeLessThan(10 * PIECE.length);
  const [one, two] = [await buffer(message.read()), await buffer(message.read())];
  expect(one.equals(two)).toBe(true);
  expect(one.length).toBe(message.size);
});

it('carries its files whole', async () => {
  const file = new LongFile();
  const message = await composeEmail(
    entry(),
    [file, { ...file, open: () => Readable.from([Buffer.from('court')]) }],
    signed,
    date,
  );
  const { attachments } = await simpleParser(await buffer(message.read()));
  expect(attachments.map(({ content }) => content.length)).toEqual([PIECE.length * PIECES, 5]);
});

it.each(kinds)('%s with a file that does not open is not begun', async (_name, compose) => {
  const gone = Object.assign(new LongFile(), {
    open: () =>
      new Readable({
        read() {
          this.destroy(new Error('document absent'));
        },
      }),
  });
  await expect(compose(gone)).rejects.toThrow('document absent');
});
