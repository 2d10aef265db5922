import { answerFormOf, readAnswerForm, readingOfAnswer } from '../../../src/intake/answer-page/read-answer-form';

/** Real: the form's rules, the NIR's. Fake: nothing; the vectors are public specimens, the names invented. */
const GOOD = { nom: 'Dupont', prenom: 'Jeanne', jour: '12', mois: '8', annee: '1955', nir: '2 55 08 14 168 025 38' };
const read = (changes: Partial<typeof GOOD> = {}) =>
  readAnswerForm(answerFormOf(new URLSearchParams({ ...GOOD, ...changes })), '2026-11-23');
const faultsOf = (changes: Partial<typeof GOOD>) => {
  const answer = read(changes);
  if (answer.ok) throw new Error('accepté');
  return answer.error;
};

describe('the form of the one-time page', () => {
  it.each([
    ['2 55 08 14 168 025 38', '2550814168025', '38'],
    ['255081416802538', '2550814168025', '38'],
    ['2.55.08.14.168.025', '2550814168025', null],
    [' 2 53 07 2a 073 004 – 43', '253072A073004', '43'],
    ['7850599330123', '7850599330123', null],
  ])('takes a number as people write it: «%s»', (nir, expected, key) => {
    expect(read({ nir })).toMatchObject({ ok: true, value: { nir: expected, key, birthDate: '1955-08-12' } });
  });

  it.each([
    ['', /Écrivez votre numéro/],
    ['2 55 08 14 168', /en avez écrit 10/],
    ['2 55 08 14 168 025 39', /La clé/],
    ['2550814168026 38', /La clé/],
    ['9 55 08 14 168 025 38', /pas la forme/],
    ['abcdefghijklm', /pas la forme/],
  ])('says what is wrong with «%s», without repeating it', (nir, sentence) => {
    expect(faultsOf({ nir })).toEqual({ nir: expect.stringMatching(sentence) });
    if (nir !== '') expect(JSON.stringify(faultsOf({ nir }))).not.toContain(nir);
  });

  it.each([
    [{ nom: '' }, 'nom'],
    [{ prenom: '2550814168025' }, 'prenom'],
    [{ nom: 'x'.repeat(81) }, 'nom'],
    [{ jour: '31', mois: '2' }, 'naissance'],
    [{ annee: '55' }, 'naissance'],
    [{ annee: '2027' }, 'naissance'],
  ])('refuses %o', (changes, field) => {
    expect(Object.keys(faultsOf(changes))).toEqual([field]);
  });

  it('takes only its own fields, each once, on one line', () => {
    const form = answerFormOf(new URLSearchParams('nom=Du%0Apont&nom=Autre&x=1&prenom=%20Jeanne%E2%80%8B%20'));
    expect(form).toEqual({ nom: 'Du pont', prenom: 'Jeanne', jour: '', mois: '', annee: '', nir: '' });
  });

  it('becomes an item that no machine answers', () => {
    const answer = read();
    if (!answer.ok) throw new Error('refusé');
    expect(readingOfAnswer(answer.value, new Date(0))).toMatchObject({
      mayAutoReply: false,
      from: null,
      texts: [{ source: 'body', text: expect.stringMatching(/Jeanne Dupont\n.*12\/08\/1955\n/) }],
    });
  });
});
