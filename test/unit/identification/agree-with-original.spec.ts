import { agreeWithOriginal } from '../../../src/identification/agree-with-original';
import { aReadItem } from '../../builders/a-read-item';
import { N, TOWN, TOWN_DIRECTORY, TOWN_NUMEROS } from '../../builders/invented-households';

/** Real: the comparison, the directory of an invented town. Fake: nothing. */
const MARTIN = TOWN.find(({ numeroAllocataire }) => numeroAllocataire === TOWN_NUMEROS.martin);
if (MARTIN === undefined) throw new Error('pas de Martin');
const SOPHIE = 0;
const ELSEWHERE = { name: '', address: 'ailleurs@exemple.invalid' };
const NOBODY = { name: '', address: 'personne@exemple.invalid' };

function agree(
  original: Parameters<typeof aReadItem>[0],
  answer: Parameters<typeof aReadItem>[0] = { from: ELSEWHERE },
  bySenderOnly = false,
) {
  const given = {
    original: aReadItem({ from: NOBODY, ...original }),
    answer: aReadItem(answer),
    file: MARTIN as never,
  };
  return agreeWithOriginal({ ...given, personIndex: SOPHIE, bySenderOnly }, TOWN_DIRECTORY);
}

describe('an answer agrees with the first message', () => {
  it.each<[string, Parameters<typeof agree>]>([
    ['by a name in the signature', [{ body: 'Une attestation svp.', signature: 'Sophie Martin' }]],
    ['by the sender’s name', [{ body: 'Bonjour', from: { name: 'Sophie Martin', address: 'x@exemple.invalid' } }]],
    ['by the numéro allocataire', [{ body: `N° allocataire ${TOWN_NUMEROS.martin}` }]],
    ['by the address of the file', [{ body: 'x', from: { name: '', address: MARTIN?.email ?? '' } }]],
    ['by the same address', [{ body: 'Bonjour' }, { from: NOBODY }]],
    ['by a link that its sender alone was given', [{ body: 'Bonjour' }, { from: null }, true]],
    ['by the number that was written wrongly', [{ body: `Mon n° de sécu : ${N.sophie.slice(0, -2)}99` }]],
  ])('%s', async (_, given) => {
    expect(await agree(...given)).toMatchObject({ agrees: true });
  });

  it.each<[string, Parameters<typeof agree>, RegExp]>([
    ['where nothing speaks for it', [{ body: 'Bonjour' }], /Rien dans le premier courrier/],
    [
      'where the spouse had written',
      [{ body: 'Bonjour', signature: 'Paul Martin' }, { from: NOBODY }, true],
      /Une autre personne du dossier/,
    ],
    [
      'where a stranger had signed',
      [{ body: 'Bonjour.', signature: 'Hervé Lenoir' }, { from: NOBODY }, true],
      /un autre nom/,
    ],
    [
      'where another file’s number stood',
      [{ body: `N° allocataire ${TOWN_NUMEROS.diallo}`, signature: 'Sophie Martin' }],
      /autre numéro allocataire/,
    ],
    [
      'where another file’s address had written',
      [
        { body: 'x', from: { name: '', address: `dossier${TOWN_NUMEROS.diallo}@exemple.invalid` } },
        { from: null },
        true,
      ],
      /adresse e-mail d’un autre dossier/,
    ],
  ])('not %s', async (_, given, why) => {
    const { agrees, because } = await agree(...given);
    expect(agrees).toBe(false);
    expect(because.join(' ')).toMatch(why);
  });
});
