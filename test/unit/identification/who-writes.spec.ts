import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { aHousehold, anAllocataireFile, aPerson, LEA_NIR, PAUL_NIR } from '../../builders/an-allocataire-file';

/** Real: identification, the finder of NIRs, the directory in memory. Fake: nothing. Everybody is invented. */
const N = '2 55 08 14 168 025 38';
const MARTIN = anAllocataireFile({
  numeroAllocataire: '7412589',
  persons: [aPerson({ nir: '1850578006084', firstName: 'Luc', lastName: 'Martin', birthDate: '1985-05-14', sex: 'M' })],
});
const cases: readonly (readonly [verdict: string, item: Parameters<typeof aReadItem>[0]])[] = [
  [
    'matched',
    { body: `Bonjour,\n\nJe suis Mme Dupont Jeanne et je voudrais mon attestation.\nNuméro de sécu: ${N}\n\nMerci` },
  ],
  ['matched', { body: `bonjour c'est jeanne dupont ${N} attestation svp`, from: { name: 'Mimi', address: 'm@x.fr' } }],
  ['matched', { body: `Jeanne Dupont, 2550814168025\nattestation de paiement pour mon propriétaire M. Karim Benali` }],
  ['matched', { body: `Attestation svp ${N}\n\nM. et Mme Dupont Paul et Jeanne` }],
  ['matched', { body: `Attestation svp ${N}`, signature: 'Jeanne Dupont\nEnvoyé de mon iPhone' }],
  ['matched', { body: `Attestation svp, n° ${N}, née Martin le 12/08/1955, Jeanne Dupont` }],
  [
    'matched',
    { body: `Je suis Jeanne Dupont née le 12/08/1955 ${N}. Ma fille Zoé est née le 03/04/2015. Cordialement` },
  ],
  ['matched', { body: `Notre fils Tom est né le 3 mars 2026.\nNIR ${N}\nJeanne Dupont` }],
  ['matched', { body: `Bonjour, pouvez-vous envoyer mon attestation à mon tuteur de stage ? ${N} Jeanne Dupont` }],
  ['matched', { body: `Attestation pour mon fils Tom (cantine). NIR : ${N}\nJeanne Dupont` }],
  ['matched', { body: `Je vous écris pour mon fils qui entre au collège. Mon NIR ${N}\nCordialement\nJeanne Dupont` }],
  ['matched', { body: `La mairie me demande une attestation.\nNIR ${N}\nJeanne Dupont` }],
  ['matched', { body: `Je suis convoquée au CCAS, il me faut une attestation. ${N} Jeanne Dupont` }],
  [
    'matched',
    { body: `Attestation pour mon avocat svp\n${N}\nDupont Jeanne\n1 rue de la Paix\n75000 Paris\n0601020304` },
  ],
  [
    'matched',
    {
      body: `Je suis séparée de mon mari Paul Dupont. Mon NIR ${N}.\nJeanne`,
      from: { name: 'Jeanne D.', address: 'x@y.fr' },
    },
  ],
  [
    'matched',
    {
      body: `Nom: DUPONT\nPrénom: Jeanne\nDate de naissance: 12/08/1955\nN° de sécurité sociale: ${N}\nN° allocataire: 0260311\nDemande: attestation`,
    },
  ],
  ['matched', { body: `${N} attestation`, from: { name: 'Jeanne DUPOND', address: 'j@x.fr' } }],
  ['matched', { body: `Bonjour\nattestation svp\nbonne journée\nJeanne Dupont\nnir ${N}` }],
  [
    'matched',
    {
      body: `Bonjour,\nVotre conseillère Sophie Martin m’a dit de vous écrire.\nNIR ${N}\nCordialement,\nJeanne Dupont`,
    },
  ],
  ['matched', { body: `Mon NIR ${N}, celui de mon fils ${LEA_NIR}\nBien cordialement\n\nJeanne Dupont` }],
  [
    'matched',
    {
      body: `Allocataire : Jeanne Dupont ${N}\nConjoint : Paul Dupont ${PAUL_NIR}\nEnfant : Léa Dupont ${LEA_NIR}\n\nBonjour, attestation svp.\nJeanne Dupont`,
    },
  ],
  [
    'matched',
    {
      page: `DUPONT Jeanne\n1 rue de la Paix\n75000 PARIS\n\nCaf de Paris\n\nParis, le 3 mars 2026\n\nMadame, Monsieur,\nJe soussignée Jeanne Dupont, née le 12 août 1955, numéro de sécurité sociale ${N}, demande une attestation.\nJe vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.\n\nJ. Dupont`,
    },
  ],
  ['matched', { body: `Tr : attestation\n${N} jeanne dupont. tel 0612345678, dossier 1234567` }],
  ['matched', { subject: `Jeanne Dupont`, body: `NIR ${N}`, from: { name: 'Dupont Jeanne', address: 'a@b.fr' } }],
  ['matched', { body: `je suis la maman de Léa Dupont, je suis Jeanne Dupont ${N}` }],
  ['conflict', { body: `je suis la fille de Jeanne Dupont, son numéro ${N}` }],
  ['conflict', { body: `Bonjour, je vous contacte au sujet de ma grand-mère Mme Dupont Jeanne, ${N}` }],
  [
    'conflict',
    {
      body: `Veuillez trouver la demande de Mme DUPONT Jeanne ${N}\nCordialement\nSophie Bernard\nAssistante sociale\nConseil départemental`,
    },
  ],
  ['conflict', { body: `Nous accompagnons Mme Jeanne Dupont ${N} dans ses démarches` }],
  ['conflict', { body: `attestation de ma femme Jeanne Dupont ${N}\nmerci\nPaul` }],
  ['conflict', { body: `Je m'appelle Paul Dupont, voici le numéro : ${N}, je veux une attestation` }],
  ['conflict', { body: `attestation Jeanne Dupont ${N}\n\nCordialement,\nLéa Dupont` }],
  ['conflict', { body: `attestation Jeanne Dupont ${N} n° allocataire 0260311 et 7412589` }],
  ['conflict', { body: `Je suis Jeanne Dupont, née le 12/09/1955, ${N}` }],
  ['conflict', { body: `Jeanne Dupont née le 01/01/1960 ${N}` }],
  ['conflict', { body: `Bonjour, numéro ${LEA_NIR}\nPaul Dupont` }],
  [
    'conflict',
    {
      body: `Mairie de Trifouillis : Jeanne Dupont ${N}`,
      from: { name: 'Mairie de Trifouillis', address: 'contact@mairie-trifouillis.fr' },
    },
  ],
  ['conflict', { body: `Je suis mandataire judiciaire à la protection des majeurs pour Jeanne Dupont ${N}` }],
  ['conflict', { body: `j'écris au nom de Jeanne Dupont, ${N}, qui ne sait pas écrire` }],
  ['conflict', { body: `Ma mère Jeanne Dupont (${N}) voudrait son attestation` }],
  ['conflict', { body: `Bonjour, je suis le voisin de Mme Jeanne Dupont ${N}` }],
  [
    'conflict',
    {
      body: `Je demande une attestation pour Mme Jeanne Dupont, NIR ${N}`,
      from: { name: 'Sophie Bernard', address: 's@b.fr' },
    },
  ],
  [
    'conflict',
    { body: `Notre association accompagne Jeanne Dupont NIR ${N}. Merci d'envoyer une attestation.\nAssociation Toit` },
  ],
  [
    'conflict',
    { body: `Maître Dubreuil, notaire, vous prie de lui adresser une attestation au nom de Jeanne Dupont, ${N}` },
  ],
  ['conflict', { body: `Bonjour c'est pour ma soeur Jeanne Dupont attestation numéro de sécu ${N}\nLéa` }],
  ['matched', { body: `Maître Dubreuil, notaire, me demande une attestation. ${N}\nJeanne Dupont` }],
  ['matched', { body: `L'association qui m'accompagne veut une attestation. ${N}\nJeanne Dupont` }],
  ['matched', { body: `Attestation svp, c'est pour ma fille. ${N}\nJeanne Dupont` }],
  ['unconfirmed', { body: `NIR ${N}, merci`, from: { name: 'Dupont', address: 'x@y.fr' } }],
  ['unconfirmed', { body: `NIR ${N}, merci\nJeanne` }],
  ['unconfirmed', { body: `NIR ${N}, merci\nJeanne Durand` }],
  ['unconfirmed', { body: `NIR ${N}, merci\nMarie Dupont` }],
  ['unconfirmed', { body: `NIR ${N}`, from: { name: 'J. Dupont', address: 'x@y.fr' } }],
  ['unconfirmed', { body: `NIR ${N}`, from: { name: 'x', address: 'jeanne.dupont@exemple.invalid' } }],
  ['missing', { body: `tel 06 12 34 56 78, n° allocataire 0260311` }],
];
it.each(cases)('who writes: %s %j', async (verdict, item) => {
  const { identification } = await identifySender(aReadItem(item), new InMemoryDirectory([aHousehold(), MARTIN]));
  // With its reasons, so that a failure says why.
  expect([identification.verdict, identification.because]).toEqual([verdict, expect.anything()]);
});
