import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { N, TOWN_DIRECTORY } from '../../builders/invented-households';

/** Texts made to cost: each is judged within the run's own time limit. Real: identification. Fake: nothing. */
it.each([
  ['one name', 'Luc '],
  ['«pour» and a name', 'pour Luc\n'],
  ['a name and its civility', 'Mme Moreau Luc '],
  ['births', 'née le 12/03/1985 '],
  ['empty lines', '\n'],
  ['references', 'C-2026-004217-'],
  ['half sentences', 'je vous écris pour ma '],
])('a letter of nothing but %s', async (_, unit) => {
  const body = `${unit.repeat(Math.ceil(300_000 / unit.length))}\nNIR ${N.luc}`;
  const { identification } = await identifySender(aReadItem({ body }), TOWN_DIRECTORY);
  expect(identification.numeroAllocataire).toBe('9100333');
});
