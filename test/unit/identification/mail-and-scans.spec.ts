import type { IdentificationVerdict, ReadItem } from '../../../src/domain/correspondence';
import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem, aScanItem } from '../../builders/a-read-item';
import { N, TOWN, TOWN_DIRECTORY } from '../../builders/invented-households';

/**
 * Where a message comes from, what it quotes, what a scan declares. Real: identification, the finder, the directory in memory.
 * Fake: nothing; everybody is invented.
 */
type Row = readonly [IdentificationVerdict, Parameters<typeof aReadItem>[0]];
const sender = (address: string, name = ''): Partial<ReadItem> => ({ from: { name, address } });
const proven = (address: string, name = ''): Partial<ReadItem> => ({
  ...sender(address, name),
  authentication: { authenticated: true, by: 'dmarc', because: 'dmarc' },
});
const MARTIN = 'dossier0410417@exemple.invalid';
const MOREAU = 'dossier9100333@exemple.invalid';
const scan = (nir: string | null, numeroAllocataire: string | null = null) =>
  aScanItem({ nir: nir === null ? null : nir.replace(/ /g, ''), numeroAllocataire });

const rows: readonly Row[] = [
  // The sender's address
  ['matched', { body: `NIR ${N.sophie}`, ...proven(MARTIN) }],
  ['matched', { body: `NIR ${N.sophie}`, ...proven(MARTIN.toUpperCase()) }],
  ['matched', { body: `NIR ${N.paul}\nPaul Martin`, ...proven(MARTIN) }],
  ['unconfirmed', { body: `NIR ${N.sophie}`, ...sender(MARTIN) }],
  ['unconfirmed', { body: `NIR ${N.sophie}`, ...proven('autre@exemple.invalid') }],
  ['conflict', { body: `NIR ${N.sophie}\nCordialement\nSophie Martin`, ...proven(MOREAU) }],
  ['conflict', { body: `NIR ${N.sophie}\nCordialement\nSophie Martin`, ...sender(MOREAU, 'Sophie Martin') }],
  ['conflict', { body: `NIR ${N.sophie}, n° allocataire 0410417`, ...proven('Dossier9100333@EXEMPLE.invalid') }],
  ['conflict', { body: `NIR ${N.luc}\nLuc Moreau`, ...proven(MARTIN) }],
  ['matched', { body: `NIR ${N.luc}\nLuc Moreau`, ...proven('neuve@exemple.invalid') }],
  ['missing', { body: 'Une attestation svp', ...proven(MARTIN) }],
  ['conflict', { body: `NIR ${N.paul}\nCordialement\nSophie Martin`, ...proven(MARTIN) }],
  // The numéro allocataire
  ['matched', { body: `NIR ${N.sophie}\nn° allocataire 0410417` }],
  ['matched', { body: `NIR ${N.sophie}\nNuméro allocataire : 041 04 17` }],
  ['matched', { body: `NIR ${N.sophie}\nMatricule Caf 0410417 F` }],
  ['unconfirmed', { body: `NIR ${N.sophie}\nn° allocataire 410417` }],
  ['unconfirmed', { body: `NIR ${N.sophie}\nmon téléphone 0410417, facture n° 0410417` }],
  ['conflict', { body: `NIR ${N.sophie}\nSophie Martin, n° allocataire 9100333` }],
  ['conflict', { body: `NIR ${N.otherSophie}\nSophie Martin, n° allocataire 0410417` }],
  ['conflict', { body: `NIR ${N.sophie}, n° allocataire 0410417 et 9100333` }],
  ['missing', { body: 'n° allocataire 0410417\nSophie Martin, née le 12/03/1985' }],
  // Quoted and forwarded
  [
    'matched',
    { body: `NIR ${N.sophie}\nSophie Martin`, quoted: `Le 3 mai 2026 à 10:00, Paul Martin a écrit :\n> ${N.paul}` },
  ],
  ['matched', { body: `NIR ${N.sophie}\nSophie Martin`, quoted: '> n° allocataire 9100333\n> Luc Moreau' }],
  ['unconfirmed', { body: `NIR ${N.sophie}\nMerci`, quoted: 'Le 3 mai 2026, Sophie Martin a écrit :\n> bonjour' }],
  ['unconfirmed', { body: `Voici ma réponse : ${N.sophie}`, quoted: '> n° allocataire 0410417' }],
  ['matched', { body: 'Voir ci-dessous\nSophie Martin', quoted: `> NIR ${N.sophie}` }],
  ['unconfirmed', { body: 'Voir ci-dessous', quoted: `> NIR ${N.sophie}\n> Sophie Martin` }],
  ['conflict', { body: `Bonjour\nCordialement\nPaul Martin`, quoted: `> NIR ${N.sophie}` }],
  [
    'conflict',
    { body: `De : Luc Moreau\nNIR ${N.luc}\nLuc Moreau\nallocataire 9100333`, ...proven(MARTIN, 'Paul Martin') },
  ],
  // An attached letter
  ['matched', { body: 'Voir ma lettre.\nSophie Martin', attachment: `NIR ${N.sophie}` }],
  [
    'conflict',
    { body: 'Voir la pièce jointe.\nCordialement\nPaul Martin', attachment: `Sophie Martin NIR ${N.sophie}` },
  ],
  ['unconfirmed', { body: 'Voir la pièce jointe', attachment: `NIR ${N.sophie}\nSophie Martin` }],
  // Scans
  ['matched', { page: `Sophie MARTIN\nNIR ${N.sophie}\nJe demande une attestation.` }],
  ['matched', { page: 'Sophie MARTIN\nJe demande une attestation.', scan: scan(N.sophie) }],
  ['matched', { page: 'Madame,\nje demande une attestation.', scan: scan(N.sophie, '0410417') }],
  ['unconfirmed', { page: 'Je demande une attestation.', scan: scan(N.sophie) }],
  ['missing', { page: 'Sophie MARTIN\nJe demande une attestation.', scan: scan(null, '0410417') }],
  ['matched', { page: `Sophie MARTIN\nNIR ${N.sophie}`, scan: scan(N.sophie.slice(0, 13)) }],
  ['ambiguous', { page: `Sophie MARTIN\nNIR ${N.sophie}`, scan: scan(N.luc) }],
  ['ambiguous', { page: `Sophie MARTIN\nNIR ${N.sophie}\nSalutations\nSophie Martin`, scan: scan(N.paul) }],
  ['ambiguous', { page: `Paul MARTIN\nNIR ${N.paul}\nSalutations\nPaul Martin`, scan: scan(N.sophie) }],
  ['ambiguous', { page: `Sophie MARTIN\nNIR ${N.sophie}`, scan: scan('269054958815780') }],
  ['conflict', { page: 'Salutations\nPaul Martin', scan: scan(N.sophie, '0410417') }],
  ['conflict', { page: `Sophie MARTIN\nNIR ${N.sophie}`, scan: scan(null, '9100333') }],
  ['matched', { page: `Sophie MARTIN\nNIR ${N.sophie}`, scan: scan(null, '0000001') }],
  ['conflict', { page: 'Luc MOREAU, né le 31/01/1970', scan: scan(N.sophie, '0410417') }],
];

it.each(rows)('%s: %j', async (verdict, item) => {
  const { identification } = await identifySender(aReadItem(item), TOWN_DIRECTORY);
  // With its reasons, so that a failure says why.
  expect([identification.verdict, identification.because]).toEqual([verdict, expect.anything()]);
});

it('takes an address that two files share for the sender’s own in each', async () => {
  const shared = TOWN.map((file) => ({ ...file, email: MARTIN }));
  for (const body of [`NIR ${N.sophie}\nSophie Martin`, `NIR ${N.luc}\nLuc Moreau`]) {
    const item = aReadItem({ body, ...proven(MARTIN) });
    const { identification } = await identifySender(item, new InMemoryDirectory(shared));
    expect([identification.verdict, identification.corroboratedBy]).toEqual(['matched', ['sender', 'name']]);
  }
});
