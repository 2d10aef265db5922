import type { IdentificationVerdict } from '../../../src/domain/correspondence';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { N, TOWN_DIRECTORY } from '../../builders/invented-households';

/**
 * Who writes for somebody else, and whose letter only speaks of them. Real: identification, the finder, the directory in
 * memory. Fake: nothing; everybody is invented.
 */
type Row = readonly [IdentificationVerdict, thirdParty: boolean, Parameters<typeof aReadItem>[0]];
const S = `Simone Petit, NIR ${N.simone}`;
const from = (name: string, address = 'contact@exemple.invalid') => ({ from: { name, address } });

const rows: readonly Row[] = [
  // Professionals
  ['conflict', true, { body: `Je suis l’assistante sociale de Mme ${S}.` }],
  ['conflict', true, { body: `Assistante sociale, j’accompagne Madame ${S} dans ses démarches.` }],
  ['conflict', true, { body: `Attestation pour Mme ${S}.\nCordialement\nAnne Roche\nTravailleuse sociale` }],
  ['conflict', true, { body: `Attestation pour Mme ${S}.`, signature: 'Service social\nConseil départemental' }],
  ['conflict', true, { body: `En qualité de mandataire judiciaire à la protection des majeurs pour ${S}` }],
  ['conflict', true, { body: `Désigné tuteur de Mme ${S} par jugement du 3 mai, je demande une attestation.` }],
  ['conflict', true, { body: `Je suis la curatrice de ${S}` }],
  ['conflict', true, { body: `Je suis son tuteur. ${S}` }],
  ['conflict', true, { body: `Avocat de Mme ${S}, je vous demande une attestation.\nMaître Dubreuil` }],
  ['conflict', true, { body: `Attestation de Mme ${S}\nCordialement\nMaître Anne Dubreuil\nAvocate à la cour` }],
  ['conflict', true, { body: `Maître Roche, notaire à Brest, vous prie de lui adresser une attestation pour ${S}` }],
  ['conflict', true, { body: `${S}\nCordialement\nÉtude notariale Roche` }],
  ['conflict', true, { body: `Demande pour ${S}`, ...from('CCAS de Brest') }],
  ['conflict', true, { body: `Demande pour ${S}`, ...from('', 'accueil@mairie-brest.invalid') }],
  ['conflict', true, { body: `Notre association accompagne Mme ${S}` }],
  ['conflict', true, { body: `Demande de Mme ${S}\nCordialement\nEmmaüs Brest` }],
  ['conflict', true, { body: `Secours Catholique : notre bénéficiaire ${S}`, ...from('Secours Catholique') }],
  ['conflict', true, { body: `Je suis le bailleur de Mme ${S}` }],
  ['conflict', true, { body: `Propriétaire du logement de Mme ${S}, je voudrais savoir si elle touche l’APL.` }],
  ['conflict', true, { body: `Ma locataire Mme ${S} ne paie plus.\nCordialement\nYann Roche` }],
  ['conflict', true, { body: `APL de Mme ${S}\nCordialement\nAgence immobilière du Port` }],
  ['conflict', true, { body: `Office public de l’habitat : APL de ${S}`, ...from('OPH Brest Habitat') }],
  ['conflict', true, { body: `Je suis son employeur et demande une attestation pour ${S}` }],
  // People around
  ['conflict', true, { body: `Je suis le voisin de Mme ${S}, elle n’a pas internet.` }],
  ['conflict', true, { body: `Je suis la fille de Mme ${S}.\nAnne Petit` }],
  ['conflict', true, { body: `Je suis sa fille et je demande une attestation. ${S}` }],
  ['conflict', true, { body: `Ma mère, ${S}, demande une attestation. n° allocataire 8800123` }],
  ['conflict', true, { body: `Je vous contacte pour ma grand-mère ${S}` }],
  ['conflict', true, { body: `Je vous sollicite au sujet de ma tante ${S}` }],
  ['conflict', true, { body: `J’aide mon amie ${S} à faire ses papiers.` }],
  ['conflict', true, { body: `Je vous écris de la part de Mme ${S}` }],
  ['conflict', true, { body: `Aidante familiale de Mme ${S}, je vous demande une attestation` }],
  ['conflict', true, { body: `Ma mère est hospitalisée, je fais cette demande à sa place. ${S}` }],
  ['conflict', true, { body: `C’est pour ma mère, ${S}` }],
  ['conflict', true, { body: `Je suis Robert Roche, le voisin de Mme ${S}.` }],
  ['conflict', true, { body: `Attestation de ${S}\nCordialement\nAnne Petit (sa fille)` }],
  ['conflict', true, { body: `Attestation de ${S}\nMerci\nson fils, Robert Petit` }],
  ['conflict', true, { body: `Je suis le conseil de Mme ${S}.\nMaître Dubreuil, avocat au barreau` }],
  ['conflict', true, { body: `Administrée : ${S}\nAttestation svp.\nMairie de l’Exemple` }],
  ['conflict', true, { body: `Je me permets de vous écrire pour Mme ${S}, qui ne sait pas écrire.` }],
  ['conflict', true, { body: `Nous sommes les enfants de ${S}` }],
  ['conflict', false, { body: `${S}\nAttestation svp.\nRobert Roche, adjoint au maire` }],
  ['conflict', false, { body: `${S}\nAttestation svp.\nCordialement\nClaire Roche – infirmière libérale` }],
  // A stranger signs a letter that has the person's name at its head
  ['conflict', false, { body: `NIR ${N.simone}\nMme Simone Petit\nAttestation svp.\nCordialement\nRobert Roche` }],
  // Only spoken of: the person writes
  ['matched', false, { body: `Mon fils vit avec sa mère. ${S}\nLéo vit chez sa mère\nSimone Petit` }],
  ['matched', false, { body: `Attestation svp.\n${S}\nCordialement\nSimone Petit, retraitée` }],
  ['matched', false, { body: `Je voudrais une attestation pour Mme ${S}` }],
  ['matched', false, { page: `Simone Petit\n${S}\nCordialement\nLes Lilas, bâtiment B` }],
  ['matched', false, { page: `Simone Petit\n${S}\nCordialement\nLe Mans, le trois mars` }],
  ['matched', false, { page: `Simone Petit\n${S}\nAttestation svp.\nCordialement\nPièces Jointes` }],
  ['matched', false, { body: `Mon assistante sociale me demande une attestation.\n${S}` }],
  ['matched', false, { body: `Ma tutrice m’a dit de vous écrire.\n${S}\nCordialement\nSimone Petit` }],
  ['matched', false, { body: `Mon avocat en a besoin. ${S}\nCordialement\nSimone Petit` }],
  ['matched', false, { body: `Mon propriétaire me demande une attestation. ${S}` }],
  ['matched', false, { body: `Le CCAS de Brest me demande une attestation. ${S}\nSimone Petit` }],
  ['matched', false, { body: `La mairie veut un papier. ${S}\nCordialement\nSimone Petit` }],
  ['matched', false, { body: `Je suis propriétaire de mon logement. ${S}\nSimone Petit` }],
  ['matched', false, { body: `Je suis assistante maternelle. ${S}\nSimone Petit` }],
  ['matched', false, { body: `Je suis bénévole à la Croix-Rouge. ${S}\nSimone Petit` }],
  ['matched', false, { body: `Ma fille m’aide à écrire. ${S}\nSimone Petit` }],
  ['matched', false, { body: `Ma mère Louise vit chez moi. ${S}\nCordialement\nSimone Petit` }],
  ['matched', false, { body: `Je touche l’AAH depuis l’hôpital. ${S}\nMerci\nSimone Petit` }],
  ['matched', false, { body: `Mon voisin Yann Roche a reçu la sienne. ${S}\nSimone Petit` }],
  ['matched', false, { body: `Je suis agent communal à la retraite. ${S}\nSimone Petit` }],
  // Without a number it stays «missing», and the third party is seen all the same
  ['missing', true, { body: 'Je suis l’assistante sociale de Mme Simone Petit.' }],
  ['unknown', true, { body: 'Je suis le tuteur de Mme Petit, NIR 2 69 05 49 588 157 80' }],
];

it.each(rows)('%s (third party: %s) %j', async (verdict, thirdParty, item) => {
  const { identification } = await identifySender(aReadItem(item), TOWN_DIRECTORY);
  // With its reasons, so that a failure says why.
  expect([identification.verdict, identification.thirdParty, identification.because]).toEqual([
    verdict,
    thirdParty,
    expect.anything(),
  ]);
});
