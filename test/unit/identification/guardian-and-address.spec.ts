import { decideReply } from '../../../src/decision/decide-reply';
import type { ReadItem } from '../../../src/domain/correspondence';
import { isAddressWritten } from '../../../src/identification/find-written-address';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { aClassification } from '../../builders/a-triage';
import { N, TOWN_DIRECTORY } from '../../builders/invented-households';

/**
 * What the file says of guardians, of the access it grants, of the address. Real: identification, the decision, the directory in
 * memory. Fake: the kind of request; everybody is invented.
 */
const GUARDIAN = 'protection@udaf-exemple.invalid';
const sent = (address: string, name: string, authenticated: boolean): Partial<ReadItem> => ({
  from: { name, address },
  authentication: { authenticated, by: authenticated ? 'dmarc' : 'none', because: '' },
});

async function triage(item: Parameters<typeof aReadItem>[0]) {
  const read = aReadItem(item);
  const identified = await identifySender(read, TOWN_DIRECTORY);
  const decision = decideReply({ ...identified, item: read, classification: aClassification() });
  return { ...identified.identification, because: identified.identification.because.join(' '), decision };
}

describe('the guardian whom the file names', () => {
  const body = `Attestation de Mme Simone Petit, NIR ${N.simone}`;

  it('is recognised by the registered and authenticated address, and goes to an agent who may answer', async () => {
    const found = await triage({ body, ...sent(GUARDIAN, '', true) });
    expect(found).toMatchObject({ verdict: 'conflict', thirdParty: true, guardian: 'proven' });
    expect(found.because).toMatch(/tuteur inscrit au dossier \(UDAF de l’Exemple\) écrit, de son adresse enregistrée/);
    expect(found.decision).toMatchObject({ action: 'to-agent', rule: 'tiers', letter: null, destination: null });
    expect(found.decision.reason).toMatch(/vous pouvez lui répondre/);
  });

  it.each([
    ['an address that nobody authenticated', { body, ...sent(GUARDIAN, '', false) }],
    ['a signature', { body: `${body}\nCordialement\nUDAF de l’Exemple` }],
    ['the sender’s name', { body, ...sent('x@exemple.invalid', 'UDAF de l Exemple', true) }],
  ])('is only claimed by %s', async (_, item) => {
    const found = await triage(item);
    expect(found).toMatchObject({ verdict: 'conflict', thirdParty: true, guardian: 'claimed' });
    expect(found.decision.reason).toMatch(/se présente comme le tuteur.*sans preuve/);
  });

  it('is told to the agent where somebody else writes, or the person alone', async () => {
    const other = await triage({ body: `Je suis la voisine de Mme Simone Petit, NIR ${N.simone}` });
    expect(other).toMatchObject({ verdict: 'conflict', guardian: null });
    expect(other.because).toMatch(/a un tuteur \(UDAF de l’Exemple\)\u00a0: rien ne dit que c’est lui/);
    const alone = await triage({ body: `NIR ${N.simone}\nSimone Petit` });
    expect([alone.verdict, alone.thirdParty]).toEqual(['matched', false]);
    expect(alone.because).toMatch(/semble écrire elle-même/);
  });

  it('does not count for another file', async () => {
    const found = await triage({ body: `NIR ${N.luc}\nLuc Moreau`, ...sent(GUARDIAN, '', true) });
    expect(found).toMatchObject({ verdict: 'conflict', thirdParty: true, guardian: null });
  });
});

describe('the access that an allocataire granted', () => {
  it('is told beside a spouse who writes, and the machine still answers nothing', async () => {
    const granted = await triage({ body: `NIR ${N.karim}\nKarim Benali` });
    const refused = await triage({ body: `NIR ${N.paul}\nPaul Martin` });
    for (const { verdict, person, decision } of [granted, refused])
      expect([verdict, person, decision.action]).toEqual(['matched', 'conjoint', 'to-agent']);
    expect(granted.decision.reason).toMatch(/lui a donné accès/);
    expect(refused.decision.reason).toMatch(/ne reçoit que ses propres données/);
  });
});

describe('the postal address', () => {
  it('is support that the reasons show, and never enough', async () => {
    const found = await triage({ page: `12 bis, av. du Général Leclerc\n29200 Brest\nNIR ${N.jeanPierre}` });
    expect([found.verdict, found.because]).toEqual([
      'unconfirmed',
      expect.stringMatching(/adresse postale du dossier/),
    ]);
    const other = await triage({ page: `12 av. du Général Leclerc\n29200 Brest\nNIR ${N.jeanPierre}` });
    expect(other.because).not.toMatch(/adresse postale/);
  });

  const FILE = ['M X', 'APT 4', '', '12 BIS AV DU GAL LECLERC', '', '29200 BREST', ''];
  it.each([
    ['12bis avenue du général-Leclerc, 29200 Brest', true],
    ['12 BIS AVE GENERAL LECLERC\nAppt 4\n29200 BREST', true],
    ['J’habite au 12 bis av. Gal Leclerc à Brest (29200)', true],
    ['12 bis avenue Leclerc 29200 Brest', false],
    ['12 ter avenue du Général Leclerc 29200 Brest', false],
    ['12 bis avenue du Général Leclerc 29000 Quimper', false],
    ['12 bis avenue du Général Leclerc', false],
  ])('%s', (text, expected) => {
    expect(isAddressWritten({ texts: [{ source: 'body', name: null, text }] }, FILE)).toBe(expected);
  });

  it('is never found where the file has none', () => {
    expect(isAddressWritten({ texts: [{ source: 'body', name: null, text: '75000' }] }, Array(7).fill(''))).toBe(false);
  });
});
