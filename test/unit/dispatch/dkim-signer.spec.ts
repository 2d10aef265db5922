import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { authenticate } from 'mailauth';
import { BadEnvironment } from '../../../src/config/read-environment';
import { composeEmail } from '../../../src/dispatch/compose-email';
import { dkimSignerOf } from '../../../src/dispatch/dkim-signer';
import type { LedgerRecord } from '../../../src/persistence/correspondence-record';

/** Real: nodemailer's signature, mailauth's verification, the key's file. Fake: the DNS that publishes the public key. */
const folder = mkdtempSync(path.join(tmpdir(), 'dkim-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyFile = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const goodFile = keyFile('bonne.pem', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
const published = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const entry = {
  messageId: '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a',
  content: {
    destination: { kind: 'email', address: 'jeanne.exemple@exemple.invalid' },
    subject: 'Votre demande : référence C-2026-1123-0001',
    text: 'Bonjour,\r\nvoici notre réponse.',
    html: '<p>Bonjour</p>',
    inReplyTo: null,
    references: [],
    files: [],
  },
} as unknown as LedgerRecord;

async function judge(raw: Buffer) {
  const { dkim } = await authenticate(raw, {
    trustReceived: false,
    resolver: async (name: string, type: string) => {
      if (name === 'essai._domainkey.caf-exemple.fr' && type === 'TXT') return [[`v=DKIM1; k=rsa; p=${published}`]];
      throw Object.assign(new Error('absent'), { code: 'ENOTFOUND' });
    },
  });
  return dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain]);
}

describe('a reply signed with DKIM', () => {
  const sender = {
    name: 'Caf d’essai',
    address: 'courrier@caf-exemple.fr',
    dkim: dkimSignerOf('essai', goodFile, 'courrier@caf-exemple.fr'),
    readsTags: false,
  };
  const date = new Date('2026-06-29T08:00:00Z');

  it('is verified by a receiver, for the domain of its From address', async () => {
    const file = { fileName: 'attestation.pdf', open: () => Readable.from([Buffer.alloc(5000, 7)]) };
    const message = await composeEmail(entry, [file], sender, date);
    const raw = await buffer(message.read());
    expect(message.size).toBe(raw.length);
    expect(raw.equals(await buffer(message.read()))).toBe(true);
    expect(await judge(raw)).toEqual([['pass', 'caf-exemple.fr']]);
  });

  it('is refused once a word was changed', async () => {
    const raw = await buffer((await composeEmail(entry, [], sender, date)).read());
    const changed = Buffer.from(raw.toString('latin1').replace('Bonjour', 'Bonsoir'), 'latin1');
    expect(await judge(changed)).toEqual([['neutral', 'caf-exemple.fr']]);
  });

  it.each([
    ['no file', path.join(folder, 'absente.pem')],
    ['no key', keyFile('texte.pem', 'ceci n’est pas une clé')],
    [
      'a key that is too short',
      keyFile(
        'courte.pem',
        generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }) as string,
      ),
    ],
    [
      'a key of another kind',
      keyFile(
        'ec.pem',
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }) as string,
      ),
    ],
  ])('is not promised with %s: the start stops', (_name, file) => {
    expect(() => dkimSignerOf('essai', file, 'courrier@caf-exemple.fr')).toThrow(BadEnvironment);
  });
});
