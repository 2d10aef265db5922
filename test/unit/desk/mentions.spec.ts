import { completeMentions } from '../../../src/domain/desk/mentions';

const CAMILLE = { id: '1', login: 'camille', name: 'Camille Essai' };
const CAROLE = { id: '2', login: 'carole.m', name: 'Carole Épreuve' };
const ZOE = { id: '3', login: 'zde', name: 'Zoé d’Essai' };
const ALL = [CAMILLE, CAROLE, ZOE];

describe('mentions in a note', () => {
  const read = (text: string) => completeMentions(text, ALL);

  it('completes a beginning that one person alone has, of a login or of a name', () => {
    expect(read('@cam peux-tu voir ?')).toEqual({
      ok: true,
      value: { text: '@camille peux-tu voir ?', mentioned: [CAMILLE] },
    });
    expect(read('Pour @ZOÉ, et (@épr)')).toMatchObject({
      value: { text: 'Pour @zde, et (@carole.m)', mentioned: [ZOE, CAROLE] },
    });
  });

  it('takes a whole login before those that begin with it, and leaves the stop of a sentence where it is', () => {
    const ca = { id: '4', login: 'ca', name: 'Quelqu’un' };
    expect(completeMentions('@ca', [...ALL, ca])).toMatchObject({ value: { mentioned: [ca] } });
    expect(read('Vu avec @carole.m.')).toMatchObject({ value: { text: 'Vu avec @carole.m.', mentioned: [CAROLE] } });
    expect(read('Vu avec @camille...')).toMatchObject({ value: { text: 'Vu avec @camille...' } });
  });

  it('names each person once, and takes an e-mail address for none', () => {
    expect(read('@camille et @cam')).toMatchObject({ value: { mentioned: [CAMILLE] } });
    for (const text of ['camille@exemple.invalid', 'a.b+c@carole.m', 'rendez-vous @ 14 h', '@', '@@@'])
      expect(read(text)).toEqual({ ok: true, value: { text, mentioned: [] } });
  });

  it('chooses nobody where several may be meant, or none', () => {
    expect(read('@ca et @personne')).toEqual({
      ok: false,
      error: [
        { written: '@ca', choices: [CAMILLE, CAROLE] },
        { written: '@personne', choices: [] },
      ],
    });
  });
});
