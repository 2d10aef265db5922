import { parseDirectoryLine } from '../../../src/persistence/directory-line.schema';
import { anAllocataireFile } from '../../builders/an-allocataire-file';

/** Real: the schema. Fake: nothing. Everybody is invented. */
const line = (more: object): string => JSON.stringify({ ...anAllocataireFile(), ...more });
const address = ['ASSOCIATION INVENTEE', 'SERVICE DES TUTELLES', '', '2 RUE DE L EXEMPLE', '', '75000 PARIS', ''];

describe('the guardian and the access in a line of the directory', () => {
  it('are kept where they are given', () => {
    const more = {
      guardian: { name: 'Association Inventée', email: 'tutelles@exemple.invalid', address },
      access: ['conjoint', 'tiers'],
    };
    expect(parseDirectoryLine(line(more))).toEqual({ ok: true, value: anAllocataireFile(more as object) });
  });

  it('may be absent, null or empty', () => {
    const absent = parseDirectoryLine(line({}));
    expect(absent.ok && ['guardian', 'access'].filter((field) => field in absent.value)).toEqual([]);
    const empty = parseDirectoryLine(line({ guardian: null, access: [] }));
    expect(empty).toMatchObject({ ok: true, value: { guardian: null, access: [] } });
    const withoutEmail = parseDirectoryLine(line({ guardian: { name: 'Association Inventée', address } }));
    expect(withoutEmail).toMatchObject({ ok: true, value: { guardian: { email: null } } });
  });

  it.each([
    ['a guardian without an address', { guardian: { name: 'X', email: null } }, /guardian\.address.*sept lignes/],
    ['a nameless guardian', { guardian: { name: ' ', email: null, address } }, /guardian\.name.*vide/],
    ['an access that is none', { access: ['conjiont'] }, /access\[1\].*conjoint, enfant ou tiers/],
    ['an access that is no list', { access: 'conjoint' }, /access.*liste/],
  ])('refuse the line for %s', (_, more, reason) => {
    expect(parseDirectoryLine(line(more))).toMatchObject({ ok: false, error: expect.stringMatching(reason) });
  });
});
