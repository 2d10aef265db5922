import type { IdentificationVerdict } from '../../../src/domain/correspondence';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { N, TOWN_DIRECTORY } from '../../builders/invented-households';

/** Who of a couple writes. Real: identification, the finder, the directory in memory. Fake: nothing; everybody is invented. */
type Row = readonly [IdentificationVerdict, 'allocataire' | 'conjoint' | null, Parameters<typeof aReadItem>[0]];
const from = (name: string) => ({ name, address: 'boite@exemple.invalid' });

const rows: readonly Row[] = [
  // With their own number
  ['matched', 'allocataire', { body: `Attestation svp.\nNIR ${N.sophie}\nCordialement\nSophie Martin` }],
  ['matched', 'conjoint', { body: `Attestation svp.\nNIR ${N.paul}\nCordialement\nPaul Martin` }],
  ['matched', 'conjoint', { body: `Mon mari a déménagé. NIR ${N.marieHelene}\nMarie-Hélène Le Goff` }],
  ['matched', 'allocataire', { body: `Ma femme attend un enfant. NIR ${N.jeanPierre}\nJean-Pierre Le Goff` }],
  ['matched', 'allocataire', { body: `Mon mari Paul et moi déménageons.\nNIR ${N.sophie}\nSophie Martin` }],
  ['matched', 'allocataire', { body: `Mon épouse et moi avons déménagé. NIR ${N.jeanPierre}\nJean-Pierre Le Goff` }],
  ['matched', 'allocataire', { body: `Ma femme Julie travaille. NIR ${N.claire}\nClaire Bernard` }],
  ['matched', 'conjoint', { body: `Mon épouse Claire travaille. NIR ${N.julie}\nJulie Bernard` }],
  ['matched', 'allocataire', { body: `Je suis séparée de mon ex-mari. NIR ${N.sophie}\nSophie Martin` }],
  ['matched', 'allocataire', { body: `J’ai une femme de ménage. NIR ${N.sophie}\nMartin Sophie` }],
  // Both sign: it is a joint letter
  ['matched', 'allocataire', { body: `NIR ${N.sophie}\nCordialement\nM. et Mme Martin Paul et Sophie` }],
  ['matched', 'allocataire', { body: `NIR ${N.sophie}\nCordialement,\nSophie Martin\nPaul Martin` }],
  // Two numbers, told apart
  [
    'matched',
    'allocataire',
    { body: `Mon numéro ${N.sophie}, celui de mon mari ${N.paul}.\nCordialement\nSophie Martin` },
  ],
  ['matched', 'conjoint', { body: `Moi : ${N.paul}\nMa femme : ${N.sophie}\nCordialement\nPaul Martin` }],
  [
    'matched',
    'allocataire',
    { page: `Allocataire : Sophie Martin ${N.sophie}\nConjoint : Paul Martin ${N.paul}\nSigné : Sophie Martin` },
  ],
  ['matched', 'conjoint', { body: `N° sécu ${N.sophie} et n° sécu ${N.paul}\nBien à vous\nPaul Martin` }],
  ['ambiguous', null, { body: `N° sécu ${N.sophie}\nN° sécu ${N.paul}\nMerci` }],
  // Whose husband or wife one is
  ['matched', 'allocataire', { body: `Je suis Sophie Martin, l’épouse de Paul Martin. NIR ${N.sophie}` }],
  ['matched', 'allocataire', { body: `Je suis Sophie Martin, la mère de Léo Martin. NIR ${N.sophie}` }],
  ['conflict', 'allocataire', { body: `Je suis Paul, le mari de Sophie Martin. NIR ${N.sophie}` }],
  // With the other's number
  ['conflict', 'allocataire', { body: `NIR ${N.sophie}\nCordialement\nPaul Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nSophie Martin` }],
  ['conflict', 'allocataire', { body: `NIR ${N.sophie}\nAttestation pour Sophie Martin`, from: from('Paul Martin') }],
  ['conflict', 'conjoint', { body: `Mon mari Paul Martin, NIR ${N.paul}, voudrait une attestation.` }],
  ['conflict', 'conjoint', { body: `J’écris pour mon mari, son numéro est ${N.paul}, n° allocataire 0410417` }],
  ['conflict', 'allocataire', { body: `Je suis le mari de Sophie Martin, NIR ${N.sophie}` }],
  ['conflict', 'allocataire', { body: `Je suis l’époux de Mme Martin Sophie ${N.sophie}\nMerci` }],
  ['conflict', 'conjoint', { body: `Mon mari a besoin d’une attestation. NIR ${N.paul}, n° allocataire 0410417` }],
  ['conflict', 'allocataire', { body: `Ma femme est malade. NIR ${N.sophie} n° allocataire 0410417` }],
  ['conflict', 'allocataire', { body: `Mon épouse et moi avons déménagé. NIR ${N.sophie}, allocataire 0410417` }],
  ['conflict', 'allocataire', { body: `Mon mari est hospitalisé. NIR ${N.luc}, n° allocataire 9100333` }],
  // In the other's place
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nP/o Paul Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nP/O Paul MARTIN` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\np.o. Paul Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nP.O Martin Paul` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPO M. Martin Paul` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPaul Martin (p/o Mme Martin)` }],
  ['conflict', 'allocataire', { body: `NIR ${N.sophie}\nCordialement\np.o. Mme Sophie Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nPour ordre, Paul Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPaul Martin, par procuration` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPour Paul Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}, allocataire 0410417\nCordialement\nPour mon mari` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPour mon mari Paul Martin\nSophie Martin` }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}\nCordialement\nPour M. Martin\nSophie` }],
  [
    'conflict',
    'conjoint',
    { body: `NIR ${N.paul} Paul Martin\nMon mari ne sait pas écrire, je vous écris à sa place` },
  ],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}`, signature: 'P/o Paul Martin' }],
  ['conflict', 'conjoint', { body: `NIR ${N.paul}`, from: from('P/o Paul Martin') }],
  [
    'conflict',
    'allocataire',
    { page: `Sophie MARTIN\n1 rue X\nNIR ${N.sophie}\nSalutations distinguées.\n\np/o S. Martin` },
  ],
  // What looks like it and is not
  ['matched', 'allocataire', { body: `Attestation pour mon mari svp.\nNIR ${N.sophie}\nCordialement\nSophie Martin` }],
  ['matched', 'allocataire', { body: `NIR ${N.sophie}\nJe vous remercie pour mon mari et moi.\nSophie Martin` }],
  ['matched', 'allocataire', { body: `Écrivez-moi à la P.O. Box 12.\nNIR ${N.sophie}\nMerci\nSophie Martin` }],
  ['matched', 'allocataire', { body: `NIR ${N.sophie}\nPour M. le directeur de la Caf\nCordialement\nSophie Martin` }],
  // The sex that the writer states
  ['conflict', 'allocataire', { body: `Je suis un homme. NIR ${N.sophie}, n° allocataire 0410417` }],
  ['conflict', 'conjoint', { body: `Je suis enceinte. NIR ${N.paul}\nallocataire 0410417` }],
  ['conflict', 'allocataire', { body: `Luc Moreau, née le 31/01/1970, NIR ${N.luc}` }],
  ['conflict', 'allocataire', { body: `Je suis née le 31 janvier 1970. NIR ${N.luc}\nMoreau Luc` }],
  ['conflict', 'allocataire', { body: `Je soussignée, Luc Moreau, NIR ${N.luc}` }],
  ['conflict', 'allocataire', { body: `NIR ${N.simone}\nCordialement\nMonsieur Simone Petit` }],
  ['conflict', 'allocataire', { body: `NIR ${N.luc} Luc Moreau\nCordialement\nMme Moreau` }],
  ['conflict', 'allocataire', { body: `Attestation au nom de Madame Luc Moreau, NIR ${N.luc}` }],
  ['conflict', 'allocataire', { body: `Civilité : Madame\nNom : Moreau\nPrénom : Luc\nNIR : ${N.luc}` }],
  ['conflict', 'conjoint', { body: `Je suis la maman de Léo. NIR ${N.paul}, allocataire 0410417` }],
  ['matched', 'allocataire', { body: `Madame, Monsieur,\nje suis Luc Moreau, NIR ${N.luc}` }],
  ['matched', 'allocataire', { body: `Bonjour Madame,\nNIR ${N.luc}\nCordialement\nLuc Moreau` }],
  ['matched', 'allocataire', { body: `Je soussigné(e) Sophie Martin, né(e) le 12/03/1985, NIR ${N.sophie}` }],
  ['matched', 'allocataire', { body: `Civilité : Madame / Monsieur\nNom : Moreau\nPrénom : Luc\nNIR : ${N.luc}` }],
  ['matched', 'allocataire', { body: `Je suis né le 12/03/1985. NIR ${N.sophie}\nSophie Martin` }],
  ['matched', 'allocataire', { body: `Je suis la maman de Léo et Lina. NIR ${N.sophie}\nSophie Martin` }],
  ['matched', 'allocataire', { body: `M. ou Mme Sophie Martin\nNIR ${N.sophie}` }],
  ['matched', 'allocataire', { body: `Luc Moreau NIR ${N.luc}\nMa mère, née le 3 mai 1940, vit chez moi.` }],
  ['matched', 'allocataire', { body: `NIR ${N.luc} Luc Moreau`, quoted: 'Je suis née le 31/01/1970. Mme Moreau' }],
];

it.each(rows)('%s (%s): %j', async (verdict, person, item) => {
  const { identification } = await identifySender(aReadItem(item), TOWN_DIRECTORY);
  // With its reasons, so that a failure says why.
  expect([identification.verdict, identification.person, identification.because]).toEqual([
    verdict,
    person,
    expect.anything(),
  ]);
});
