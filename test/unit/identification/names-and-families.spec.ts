import type { Corroboration, IdentificationVerdict } from '../../../src/domain/correspondence';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { N, TOWN_DIRECTORY } from '../../builders/invented-households';

/**
 * Names in every spelling, birth dates, parents and children, namesakes, twins. Real: identification, the finder, the
 * directory in memory. Fake: nothing; everybody is invented.
 */
type Row = readonly [IdentificationVerdict, readonly Corroboration[], string];
const by = {
  name: ['name'],
  birth: ['birth-date'],
  both: ['name', 'birth-date'],
  numero: ['numero-allocataire'],
} satisfies Record<string, Corroboration[]>;

const rows: readonly Row[] = [
  // Order, case, accents, hyphens, particles
  ['matched', by.name, `NIR ${N.jeanPierre}\nLE GOFF JEAN PIERRE`],
  ['matched', by.name, `NIR ${N.jeanPierre}\nJean-Pierre Legoff`],
  ['matched', by.name, `NIR ${N.jeanPierre}\njeanpierre le goff`],
  ['matched', by.name, `NIR ${N.jeanPierre}\nM. Le Goff, Jean-Pierre`],
  ['matched', by.name, `NIR ${N.marieHelene}\nMarie Helene LE GOFF`],
  ['matched', by.name, `NIR ${N.aissatou}\nAissatou DIALLO`],
  ['matched', by.name, `NIR ${N.aissatou}\nDIALLO, Aïssatou`],
  ['matched', by.name, `NIR ${N.aissatou}\nAissatu Diallo`],
  ['matched', by.name, `NIR ${N.nadia}\nNom : BENALI\nPrénom(s) : Nadia`],
  ['matched', by.name, `NIR ${N.sophie}\nSophie Anne Martin`],
  ['matched', by.name, `NIR ${N.luc}\nLuc M0REAU`],
  ['matched', by.name, `NIR ${N.luc}\nLuc Morreau`],
  ['matched', by.name, `NIR ${N.claire}\nClaire Bernrad`],
  // Never enough
  ['unconfirmed', [], `NIR ${N.jeanPierre}\nJ.-P. Le Goff`],
  ['unconfirmed', [], `NIR ${N.jeanPierre}\nJean Le Goff`],
  ['unconfirmed', [], `NIR ${N.sophie}\nS. Martin`],
  ['unconfirmed', [], `NIR ${N.sophie}\nMme Martin`],
  ['unconfirmed', [], `NIR ${N.sophie}\nSophie`],
  ['unconfirmed', [], `NIR ${N.sophie}\nMartin`],
  ['unconfirmed', [], `NIR ${N.luc}\nLuce Moreau`],
  ['unconfirmed', [], `NIR ${N.luc}\nLucas Moreau`],
  ['unconfirmed', [], `NIR ${N.luc}\nLuc Moret`],
  ['unconfirmed', [], `NIR ${N.sophie}\nSofia Martinez`],
  // Birth dates, with the last name
  ['matched', by.birth, `Mme Martin, née le 12/03/1985, NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin, née le 12.3.85, NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin née le 12 mars 1985 NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin née le 12-mars-1985 NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin, 1985-03-12, NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin, date de naissance : 12 / 03 / 1985, NIR ${N.sophie}`],
  ['matched', by.birth, `Mme Martin née le 12031985, NIR ${N.sophie}`],
  ['matched', by.birth, `M. Le Goff, né le 1er décembre 1962, NIR ${N.jeanPierre}`],
  ['matched', by.birth, `M. Le Goff, né le 1 déc. 62, NIR ${N.jeanPierre}`],
  ['matched', by.both, `Sophie Martin, née le 12/03/1985, NIR ${N.sophie}`],
  ['matched', by.birth, `NIR ${N.jeanPierre}, né le 01/12/1962\nCordialement\nLe Goff`],
  ['unconfirmed', [], `Mme Martin, née en mars 1985, NIR ${N.sophie}`],
  ['unconfirmed', [], `Née le 12/03/1985, NIR ${N.sophie}`],
  ['unconfirmed', [], `Mme Martin, 31/12/1985, NIR ${N.sophie}`],
  ['conflict', by.name, `Sophie Martin, née le 12/03/1992, NIR ${N.sophie}`],
  ['conflict', by.name, `Sophie Martin, date de naissance : 3/12/1985, NIR ${N.sophie}`],
  ['matched', by.name, `Sophie Martin NIR ${N.sophie}\nMon fils Léo est né le 15/06/2010`],
  ['matched', by.both, `Sophie Martin née le 12/03/1985 NIR ${N.sophie}, mon mari Paul né le 02/11/1983`],
  // Parents and children, one name for two
  ['matched', by.name, `NIR ${N.mamadou}\nMamadou Diallo`],
  ['matched', by.both, `NIR ${N.mamadou}\nMamadou Diallo né le 30/08/1975`],
  ['conflict', by.name, `NIR ${N.mamadou}\nMamadou Diallo né le 30/08/2005`],
  ['conflict', by.name, `NIR ${N.mamadouSon}\nMamadou Diallo`],
  ['conflict', by.both, `NIR ${N.mamadouSon}\nMamadou Diallo né le 30/08/2005`],
  ['conflict', [], `NIR ${N.leo}\nSophie Martin`],
  ['conflict', by.name, `NIR ${N.leo}\nCordialement\nLéo Martin`],
  ['conflict', by.numero, `NIR de ma fille : ${N.lina}, n° allocataire 0410417`],
  ['matched', by.name, `Mon NIR ${N.sophie}, mon fils Léo ${N.leo}, ma fille Lina ${N.lina}\nSophie Martin`],
  ['matched', by.name, `Sophie Martin ${N.sophie}\nEnfants :\nLéo ${N.leo}\nLina ${N.lina}`],
  ['conflict', [], `Numéros de mes enfants : ${N.leo} et ${N.lina}\nSophie Martin`],
  // Namesakes
  ['matched', by.name, `NIR ${N.otherSophie}\nSophie Martin`],
  ['matched', by.both, `NIR ${N.otherSophie}\nSophie Martin, née le 12/03/1992`],
  ['conflict', by.name, `NIR ${N.otherSophie}\nSophie Martin, née le 12/03/1985`],
  ['conflict', by.name, `NIR ${N.otherSophie}\nSophie Martin, n° allocataire 0410417`],
  ['ambiguous', [], `NIR ${N.otherSophie} ou ${N.sophie}\nSophie Martin`],
  // Another person altogether
  ['ambiguous', [], `NIR ${N.luc} et NIR ${N.nadia}\nLuc Moreau`],
  ['unconfirmed', [], `NIR ${N.luc}\nCordialement\nNadia Benali`],
  ['conflict', by.numero, `NIR ${N.luc}, allocataire 9100333\nCordialement\nNadia Benali`],
];

it.each(rows)('%s %j: %s', async (verdict, corroboratedBy, body) => {
  const { identification } = await identifySender(aReadItem({ body }), TOWN_DIRECTORY);
  // With its reasons, so that a failure says why.
  expect([identification.verdict, identification.corroboratedBy, identification.because]).toEqual([
    verdict,
    corroboratedBy,
    expect.anything(),
  ]);
});
