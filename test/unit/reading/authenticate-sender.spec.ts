import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign';
import type { DnsTable } from '../../../src/reading/authentication/resolve-names';
import { message, readMessage } from './read-message';

/**
 * SPF, DKIM and DMARC of our own. Real: reading, mailauth, a signature made for the test. Fake: DNS (a table).
 */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const DMARC = { 'TXT _dmarc.exemple.fr': [['v=DMARC1; p=reject']] };
const DKIM = { 'TXT s1._domainkey.exemple.fr': [[`v=DKIM1; k=rsa; p=${KEY}`]] };
const SPF = { 'TXT exemple.fr': [['v=spf1 ip4:192.0.2.25 -all']] };
const RAW = message(['From: Jeanne <jeanne@exemple.fr>', 'Subject: bonjour']);
const envelope = {
  remoteAddress: '192.0.2.25',
  helo: 'mail.exemple.fr',
  mailFrom: 'jeanne@exemple.fr',
  recipients: [],
};

async function signed(raw: string, domain = 'exemple.fr', more: object = {}): Promise<string> {
  const signatureData = [
    { signingDomain: domain, selector: 's1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }), ...more },
  ];
  const { signatures } = await dkimSign(raw, {
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    signTime: new Date('2026-01-01'),
    signatureData,
  } as Parameters<typeof dkimSign>[1]);
  return signatures + raw;
}

const judged = async (raw: string, dnsTable: DnsTable, from: typeof envelope | null = null) =>
  (await readMessage(raw, { dnsTable, envelope: from })).authentication;

describe('authenticateSender', () => {
  it('by an aligned DKIM signature', async () => {
    expect(await judged(await signed(RAW), { ...DMARC, ...DKIM })).toMatchObject({ authenticated: true, by: 'dmarc' });
    expect((await judged(await signed(RAW), DKIM)).authenticated).toBe(true);
  });
  it('by SPF from the sender’s own host', async () => {
    expect(await judged(RAW, { ...DMARC, ...SPF }, envelope)).toMatchObject({ authenticated: true, by: 'dmarc' });
  });
  it('by an IPv4 address that a dual-stack socket shows', async () => {
    expect((await judged(RAW, SPF, { ...envelope, remoteAddress: '::ffff:192.0.2.25' })).authenticated).toBe(true);
  });
  it('not by a changed body, another domain, another host, nor an empty sender', async () => {
    const dns = { ...DMARC, ...DKIM, ...SPF, 'TXT s1._domainkey.attaquant.fr': DKIM['TXT s1._domainkey.exemple.fr'] };
    expect((await judged((await signed(RAW)).replace('merci', 'payez'), dns)).authenticated).toBe(false);
    expect((await judged(await signed(RAW, 'attaquant.fr'), dns)).authenticated).toBe(false);
    expect((await judged(RAW, dns, { ...envelope, remoteAddress: '192.0.2.99' })).authenticated).toBe(false);
    expect((await judged(RAW, dns, { ...envelope, mailFrom: 'x@attaquant.fr' })).authenticated).toBe(false);
    expect((await judged(RAW, dns, { ...envelope, mailFrom: '' })).authenticated).toBe(false);
  });
  it('not by a signature that leaves room for text behind it', async () => {
    expect(
      (await judged(await signed(RAW, 'exemple.fr', { maxBodyLength: 5 }), { ...DMARC, ...DKIM })).authenticated,
    ).toBe(false);
  });
  it('not by a subdomain where the domain asks for strict alignment', async () => {
    const strict = {
      'TXT _dmarc.exemple.fr': [['v=DMARC1; p=reject; adkim=s']],
      'TXT s1._domainkey.mail.exemple.fr': DKIM['TXT s1._domainkey.exemple.fr'],
    };
    const raw = await signed(RAW, 'mail.exemple.fr');
    expect((await judged(raw, strict)).authenticated).toBe(false);
    expect((await judged(raw, { ...strict, ...DMARC })).authenticated).toBe(true);
  });
  it('not where From is doubled', async () => {
    expect((await judged(`From: chef@exemple.fr\r\n${await signed(RAW)}`, { ...DMARC, ...DKIM })).authenticated).toBe(
      false,
    );
  });
  it('not where DNS does not answer, with the reason', async () => {
    expect(await judged(await signed(RAW), {})).toMatchObject({
      authenticated: false,
      because: expect.stringMatching(/alignés sur exemple\.fr/),
    });
  });
  it('asks nothing where nothing could be proven', async () => {
    expect(await judged(RAW, DMARC)).toMatchObject({ authenticated: false, by: 'none' });
    expect(await judged(RAW, SPF, { ...envelope, remoteAddress: '127.0.0.1' })).toMatchObject({
      authenticated: false,
      by: 'none',
    });
  });
  it('by a trusted relay’s word, without DNS', async () => {
    const attested = `Authentication-Results: relais.invalid; dmarc=pass header.from=exemple.fr\r\n${RAW}`;
    expect((await readMessage(attested, { authservId: 'relais.invalid' })).authentication).toMatchObject({
      authenticated: true,
      by: 'relay',
    });
    expect((await readMessage(attested)).authentication).toMatchObject({ authenticated: false, by: 'none' });
    expect((await readMessage(RAW, { authservId: 'relais.invalid' })).authentication).toMatchObject({
      authenticated: false,
      by: 'relay',
    });
  });
});
