import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { checkOfHash, findReplyReferences } from '../../../src/domain/reply-reference';
import { identifySender } from '../../../src/identification/identify-sender';
import { LookupHash } from '../../../src/platform/keys/field-encryption';
import { ReplyCheck } from '../../../src/platform/keys/reply-check';
import { aReadItem } from '../../builders/a-read-item';
import { aHousehold, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: the keyed check, its search in a message, identification. Fake: nothing; everybody is invented. */
const check = new ReplyCheck(new LookupHash(Buffer.alloc(32, 7)));
const CASE = 'C-2026-004217';
const SIGNED = check.signed(CASE);
const FORGED = check.signed('C-2026-004218').replace('004218', '004217');

async function answered(item: Parameters<typeof aReadItem>[0], withKey = true) {
  const verify = (reference: string, given: string) => check.isRight(reference, given);
  const directory = new InMemoryDirectory([aHousehold()]);
  const { identification } = await identifySender(aReadItem(item), directory, withKey ? verify : null);
  return identification;
}

describe('the reference of a reply', () => {
  it('is the case’s own with eight characters that nobody mistakes', () => {
    expect(SIGNED).toMatch(/^C-2026-004217-[A-HJ-NP-Z2-9]{8}$/);
    expect(check.signed(CASE)).toBe(SIGNED);
    expect(new ReplyCheck(new LookupHash(Buffer.alloc(32, 8))).signed(CASE)).not.toBe(SIGNED);
    expect(checkOfHash(Buffer.alloc(5))).toBe('AAAAAAAA');
    expect(checkOfHash(Buffer.alloc(32, 255))).toBe('99999999');
    expect(() => checkOfHash(Buffer.alloc(4))).toThrow(RangeError);
  });

  it.each([
    ['Re: Votre demande C-2026-004217-K7QM3F2A – Votre attestation', ['C-2026-004217', 'K7QM3F2A']],
    ['c-2026-004217-k7qm3f2a', ['C-2026-004217', 'K7QM3F2A']],
    ['réf. C – 2026 – 004217 – K7QM3F2A.', ['C-2026-004217', 'K7QM3F2A']],
    ['Référence : C-2026-004217', ['C-2026-004217', null]],
    ['C-2026-1004217-K7QM3F2A', ['C-2026-1004217', 'K7QM3F2A']],
    ['XC-2026-004217 C-2026-00421 C-1926-004217', []],
  ])('is read in «%s»', (text, expected) => {
    const [first] = findReplyReferences(text);
    expect(first === undefined ? [] : [first.reference, first.check]).toEqual(expected);
  });
});

describe('an answer to one of our replies', () => {
  it.each([
    ['subject', { subject: `RE: Votre demande ${SIGNED} – Votre attestation` }],
    ['Reply-To tag', { recipients: [`contact+${SIGNED.toLowerCase()}@caf.invalid`] }],
    ['In-Reply-To', { inReplyTo: `<${SIGNED}.0199f3a2@caf.invalid>` }],
    ['References', { references: ['<autre@exemple.invalid>', `<${SIGNED}.0199f3a2@caf.invalid>`] }],
    ['body', { body: `Votre courrier, référence ${SIGNED}, est arrivé.` }],
    ['quoted text', { body: 'Merci', quoted: `> Référence : ${SIGNED}` }],
    ['page', { page: `Vos références : ${SIGNED}` }],
  ])('is known by its %s', async (_, item) => {
    const { replyTo, because } = await answered(item);
    expect(replyTo).toEqual({ reference: CASE, verified: true });
    expect(because.join(' ')).toMatch(/répond à notre lettre C-2026-004217 .*vérifié/);
  });

  it('counts a forged reference for nothing, and says so', async () => {
    const { replyTo, because } = await answered({ subject: `Re: ${FORGED}`, body: `et ${CASE}` });
    expect(replyTo).toBeNull();
    expect(because.join(' ')).toMatch(/code faux.*pas tenu compte/);
    expect((await answered({ subject: FORGED, body: SIGNED })).replyTo).toEqual({ reference: CASE, verified: true });
  });

  it('takes a bare reference, or one that no key verifies, for a claim', async () => {
    const bare = await answered({ body: `Dossier ${CASE}` });
    expect(bare.replyTo).toEqual({ reference: CASE, verified: false });
    expect(bare.because.join(' ')).toMatch(/sans son code/);
    const unverified = await answered({ subject: SIGNED, body: 'Merci' }, false);
    expect(unverified.replyTo).toEqual({ reference: CASE, verified: false });
    expect(unverified.because.join(' ')).toMatch(/pas pu être vérifié ici/);
  });

  it('is nothing that bears a person out, and no number is read in it', async () => {
    const known = await answered({ subject: SIGNED, body: `NIR ${JEANNE_NIR}` });
    expect([known.verdict, known.corroboratedBy]).toEqual(['unconfirmed', []]);
    const alone = await answered({ subject: `Re: Votre demande ${SIGNED}`, body: 'n° dossier Caf : C-2026-1004217' });
    expect([alone.verdict, alone.numeroAllocataireGiven]).toEqual(['missing', false]);
    expect((await answered({ body: 'Bonjour' })).replyTo).toBeNull();
  });
});
