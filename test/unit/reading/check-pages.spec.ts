import { checkPages } from '../../../src/reading/check-pages';

/** Pages of an item held beside one another. Real: the check. Fake: the pages. */
const LONG = Array.from({ length: 60 }, (_value, at) => `mot${at} suite${at}`).join(' ');
const page = (number: number, text: string, again = false) => ({
  text,
  again,
  place: `Page ${number}`,
});

describe('pages of an item', () => {
  it('are in order where each is read once', () => {
    const pages = [page(1, `${LONG}\nPage 1/2`), page(2, 'Autre chose, sur la page 2 sur 2.')];
    expect(checkPages(pages)).toEqual({ again: [], problems: [] });
  });

  it('name those that have to come again', () => {
    const pages = [page(1, LONG), page(2, '', true), page(3, 'x'), page(4, 'brouillon', true)];
    expect(checkPages(pages).again).toEqual([2, 4]);
  });

  it('show one that was scanned twice, a sign or two read otherwise', () => {
    const pages = [page(1, 'court'), page(2, LONG), page(3, LONG.replace('mot7 ', 'rnot7 '))];
    expect(checkPages(pages).problems).toEqual([
      'Page 3 semble être Page 2 numérisée deux fois\u00a0: vérifiez qu’aucune page ne manque.',
    ]);
    // Short ones are alike by what is printed on all of them.
    expect(checkPages([page(1, 'Signature'), page(2, 'Signature')]).problems).toEqual([]);
  });

  it.each([
    [['Page 1/4', 'page 4/4'], 'Les pages 2 et 3 sur 4 manquent\u00a0: à numériser.'],
    [['p. 1 sur 3', 'Suite\n- 3/3 -'], 'La page 2 sur 3 manque\u00a0: à numériser.'],
  ])('show what is left out of %j', (texts, problem) => {
    expect(checkPages(texts.map((text, at) => page(at + 1, text))).problems).toEqual([problem]);
  });

  it.each([[['Page 1/4']], [['le 3/4 du loyer', 'et 1/4']], [['Page 1/2', 'Page 2/2']], [['Page 5/3', 'Page 9/3']]])(
    'say nothing of %j',
    (texts) => {
      expect(checkPages(texts.map((text, at) => page(at + 1, text))).problems).toEqual([]);
    },
  );
});
