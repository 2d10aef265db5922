import { text } from 'node:stream/consumers';
import { composeEmail, messageIdOf, type Sender } from '../../../src/dispatch/compose-email';
import type { LedgerRecord } from '../../../src/persistence/correspondence-record';

/** The headers of a reply. Real: the message's bytes. Fake: the ledger's row. */
const SIGNED = 'C-2026-004217-K7QM3F2A';
const entry = (replyReference?: string): LedgerRecord =>
  ({
    messageId: '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a',
    content: {
      destination: { kind: 'email', address: 'jeanne.exemple@exemple.invalid' },
      subject: `Votre demande ${SIGNED}`,
      text: 'Bonjour',
      html: '<p>Bonjour</p>',
      inReplyTo: null,
      references: [],
      files: [],
      ...(replyReference === undefined ? {} : { replyReference }),
    },
  }) as unknown as LedgerRecord;
const sender: Sender = { name: 'Caf d’essai', address: 'contact@caf.invalid', dkim: null, readsTags: true };
const headersOf = async (row: LedgerRecord, from: Sender) =>
  (await text((await composeEmail(row, [], from, new Date(0))).read()))
    .split('\r\n\r\n')[0]
    ?.replace(/\r\n\s+/g, ' ') ?? '';

it('carries the case in its Message-ID and its Reply-To', async () => {
  const headers = await headersOf(entry(SIGNED), sender);
  expect(headers).toContain(`Message-ID: <${SIGNED}.0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a@caf.invalid>`);
  expect(headers).toMatch(new RegExp(`^Reply-To: .*<contact\\+${SIGNED}@caf\\.invalid>$`, 'm'));
  expect(messageIdOf(entry(SIGNED), sender)).toBe(messageIdOf(entry(SIGNED), sender));
});

it.each<[string, string | undefined, Partial<Sender>]>([
  ['the mailbox takes no tags', SIGNED, { readsTags: false }],
  ['the address has a tag already', SIGNED, { address: 'contact+caf@caf.invalid' }],
  ['the address would grow too long', SIGNED, { address: `${'c'.repeat(45)}@caf.invalid` }],
  ['the row is of before the references', undefined, {}],
])('leaves Reply-To out where %s', async (_, reference, more) => {
  expect(await headersOf(entry(reference), { ...sender, ...more })).not.toMatch(/^Reply-To:/m);
});
