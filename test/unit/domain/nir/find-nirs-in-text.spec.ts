import { findNirs } from '../../../../src/domain/nir/find-nirs-in-text';
import { nirKey } from '../../../../src/domain/nir/nir-key';
import { grouped, VECTORS, WRONG_KEYS } from './nir-vectors';

/** Real: the finder. Fake: nothing. What is found, as `text verdict`, with `repaired` and `labelled` where they hold. */
function found(text: string): string[] {
  return findNirs(text).map((candidate) => {
    const notes = [candidate.repaired ? 'repaired' : '', candidate.labelled ? 'labelled' : ''].filter(
      (note) => note !== '',
    );
    return [`${candidate.nir}${candidate.key ?? ''}`, candidate.verdict, ...notes].join(' ');
  });
}

const spanned = (text: string): string[] => findNirs(text).map(({ start, end }) => text.slice(start, end));

const SEPARATORS: ReadonlyArray<readonly [string, string]> = [
  ['spaces', ' '],
  ['no-break spaces', '\u00a0'],
  ['narrow no-break spaces', '\u202f'],
  ['thin spaces', '\u2009'],
  ['ideographic spaces', '\u3000'],
  ['two spaces', '  '],
  ['hyphens', '-'],
  ['no-break hyphens', '\u2011'],
  ['en dashes', '–'],
  ['minus signs', '\u2212'],
  ['dots', '.'],
  ['slashes', '/'],
  ['spaced slashes', ' / '],
  ['underscores', '_'],
  ['zero-width spaces', '\u200b'],
  ['soft hyphens', '\u00ad'],
  ['byte order marks', '\ufeff'],
];

describe('findNirs, published vectors', () => {
  it.each(VECTORS)('finds %s %s %s', (nir, key) => {
    for (const text of [nir + key, `${nir} ${key}`, grouped(nir + key, ' '), `${nir}/${key}`, `${nir} clé ${key}`]) {
      expect(found(text)).toEqual([`${nir}${key} valid`]);
      expect(spanned(`(${text}).`)).toEqual([text]);
      expect(found(text.toLowerCase())).toEqual([`${nir}${key} valid`]);
    }
  });

  it.each(VECTORS)('finds %s without its key', (nir) => {
    const listed = /^[12]/.test(nir) ? [`${nir} no-key`] : [];
    expect(found(nir)).toEqual(listed);
    expect(found(grouped(nir, ' '))).toEqual(listed);
    expect(found(`NIR : ${nir}`)).toEqual([`${nir} no-key labelled`]);
  });

  it.each(WRONG_KEYS)('refuses %s with the key %s, and keeps it', (nir, key) => {
    expect(found(`${nir} ${key}`)).toEqual([`${nir}${key} wrong-key`]);
    expect(found(grouped(nir + key, ' '))).toEqual([`${nir}${key} wrong-key`]);
    expect(found(nir + key)).toEqual([`${nir}${key} wrong-key`]);
  });
});

describe('findNirs, writings', () => {
  it.each(SEPARATORS)('reads %s', (_, separator) => {
    for (const [nir, key] of VECTORS) {
      const text = grouped(nir + key, separator);
      expect(found(text)).toEqual([`${nir}${key} valid`]);
      expect(findNirs(`le ${text}, merci`)).toMatchObject([{ start: 3, end: 3 + text.length }]);
    }
  });

  it.each([
    ['2 69 05 49\n588 157 80'],
    ['2 69 05 49 588 157\r\n80'],
    ['269054958\n815780'],
    ['26905495-\n8815780'],
    ['2\n6\n9\n0\n5\n4\n9\n5\n8\n8\n1\n5\n7\n8\n0'],
    ['26 90 54 95 88 15 78 0'],
    ['269 054 958 815 780'],
    ['2 690549588157 80'],
    ['2690549 588157 80'],
    ['2 6 9 0 5 4 9 5 8 8 1 5 7 8 0'],
    ['2|6|9|0|5|4|9|5|8|8|1|5|7|8|0'],
    ['2 | 6 | 9 | 0 | 5 | 4 | 9 | 5 | 8 | 8 | 1 | 5 | 7 | 8 | 0'],
    ['2 | 69 | 05 | 49 | 588 | 157 | 80'],
    ['２６９０５４９５８８１５７　８０'],
    ['2 69 05 49 588 157 clé 80'],
    ['2 69 05 49 588 157 Clef : 80'],
    ['2 69 05 49 588 157, clé 80'],
    ['2690549588157clé80'],
    ['2690549588157 / 80'],
    ['2690549588157 – 80'],
  ])('reads %j whole', (text) => {
    expect(found(text)).toEqual(['269054958815780 valid']);
    expect(spanned(text)).toEqual([text]);
    expect(spanned(`| ${text} |`)).toEqual([text]);
    expect(spanned(`« ${text} »`)).toEqual([text]);
  });

  it('reads thirteen cells', () => {
    expect(spanned('| 2 | 5 | 3 | 0 | 7 | 2 | A | 0 | 7 | 3 | 0 | 0 | 4 |')).toEqual([
      '2 | 5 | 3 | 0 | 7 | 2 | A | 0 | 7 | 3 | 0 | 0 | 4',
    ]);
  });

  it.each(['2690549588157 80.', '2690549588157 80 !', '2690549588157 80!', '[2690549588157 80]', '|2690549588157 80|'])(
    'leaves what encloses «%s» outside',
    (text) => expect(spanned(text)).toEqual(['2690549588157 80']),
  );
});

describe('findNirs, labels', () => {
  it.each([
    'n° SS 2690549588157',
    'N°SS:2690549588157',
    'SS : 2690549588157',
    'N° S.S. 2690549588157',
    'sécu 2690549588157',
    'numero secu: 2690549588157',
    'NIR 2690549588157',
    'NIR2690549588157',
    'NIR (13 chiffres) : 2690549588157',
    'immatriculation : 2690549588157',
    'imatriculation 2690549588157',
    'numéro de sécurité sociale : 2690549588157',
    'NUMERO DE SECURITE SOCIALE 2690549588157',
    'n° de sécurité sociale 2690549588157',
    'numero de securiter social 2690549588157',
    'Numéro de sécuritée sosiale 2690549588157',
    'n° INSEE 2690549588157',
    'Sécurité sociale\n2690549588157',
    '<nir>2690549588157</nir>',
    '{"numeroSecuriteSociale":"2690549588157"}',
    'numero_ss=2690549588157',
    'Mon numéro de sécurité sociale est le suivant : 2690549588157',
  ])('«%s» is labelled', (text) => expect(found(text)).toEqual(['2690549588157 no-key labelled']));

  it('speaks for the numbers that «et» adds', () => {
    expect(found('Nos n° de sécu : 2690549588157 80 et 1850578006078 97')).toEqual([
      '269054958815780 valid labelled',
      '185057800607897 valid labelled',
    ]);
  });

  it.each(['2690549588157', 'Mon numéro : 2690549588157', 'Ma sécurité. Je vous donne mon code 2690549588157'])(
    '«%s» is not labelled',
    (text) => expect(found(text)).toEqual(['2690549588157 no-key']),
  );

  it('lists 14 and 16 characters only with a label, and proposes', () => {
    expect(found('26905495881578')).toEqual([]);
    expect(found('2690549588157780')).toEqual([]);
    expect(findNirs('NIR 26905495881578')).toMatchObject([
      { verdict: 'wrong-key', key: null, labelled: true, repairs: expect.arrayContaining(['269054958815780']) },
    ]);
    expect(findNirs('NIR : 2690549588157780')).toMatchObject([
      { verdict: 'wrong-key', key: null, repairs: expect.arrayContaining(['269054958815780']) },
    ]);
    expect(findNirs('NIR 69 05 49 588 157 80')).toMatchObject([
      { verdict: 'wrong-key', repairs: expect.arrayContaining(['269054958815780']) },
    ]);
  });

  it('lists 3 and 4 without a key only with a label', () => {
    expect(found('3690549588157')).toEqual([]);
    expect(found('NIR 3690549588157')).toEqual(['3690549588157 no-key labelled']);
  });
});

describe('findNirs, reading errors', () => {
  it.each([
    ['26905495881578O', '269054958815780'],
    ['2 6g O5 49 588 I57 8O', '269054958815780'],
    ['2 6q 05 49 588 l57 80', '269054958815780'],
    ['Z69OS4gSBBlS7BO', '269054958815780'],
    ['2G9054958815780', '269054958815780'],
    ['2b90549588157 80', '269054958815780'],
    ['2690549588!57 80', '269054958815780'],
    ['2690549588!57 80 !', '269054958815780'],
    ['269054958 8|57 80', '269054958815780'],
    ['|850578006078 97', '185057800607897'],
    ['| 2 | 6 | 9 | 0 | 5 | 4 | 9 | 5 | 8 | 8 | | | 5 | 7 | 8 | 0 |', '269054958815780'],
    ['253O72A073004 43', '253072A07300443'],
    ['Z53072B073004 70', '253072B07300470'],
  ])('mends «%s»', (text, number) => expect(found(text)).toEqual([`${number} valid repaired`]));

  it('takes B for Corsica at position 7 after a 2, and chooses nothing where the key cannot', () => {
    expect(found('253072B073004 70')).toEqual(['253072B07300470 valid']);
    // 2 53 07 28 … with its own right key: proposed, not applied, since a Corsican's wrong digit looks the same.
    expect(findNirs(`253072B073004 ${nirKey('2530728073004')}`)).toMatchObject([
      {
        verdict: 'wrong-key',
        nir: '253072B073004',
        repairs: expect.arrayContaining([`2530728073004${nirKey('2530728073004')}`]),
      },
    ]);
    expect(found('2840588321025 32'.replace('88', 'B8'))).toEqual(['284058832102532 valid repaired']);
    // After another digit it is read for an 8 like any other: one reading, which the key confirms.
    expect(found(`243010B014096 ${nirKey('2430108014096')}`)).toEqual([
      `2430108014096${nirKey('2430108014096')} valid repaired`,
    ]);
    expect(findNirs('1 85 05 1B 006 078 68')).toMatchObject([
      { verdict: 'ambiguous', nir: '185051B006078', repaired: false, repairs: ['185051800607868', '185052B00607868'] },
    ]);
  });

  it('mends no digit, and no letter without a key unless labelled', () => {
    expect(found('2690549588157 81')).toEqual(['269054958815781 wrong-key']);
    expect(found('269O549588157')).toEqual([]);
    expect(found('NIR : 269O549588157')).toEqual(['2690549588157 no-key repaired labelled']);
  });
});

describe('findNirs, numbers side by side', () => {
  it.each([
    ['2690549588157 80 06 12 34 56 78', ['269054958815780 valid']],
    ['06 12 34 56 78 2 69 05 49 588 157 80', ['269054958815780 valid']],
    ['2 69 05 49 588 157 06 12 34 56 78', ['2690549588157 no-key']],
    ['2690549588157 0612345678', ['2690549588157 no-key']],
    ['2690549588157 81 06 12 34 56 78', ['269054958815781 wrong-key']],
    ['269054958815780 255081416802538', ['269054958815780 valid', '255081416802538 valid']],
    ['2690549588157, 2550814168025', ['2690549588157 no-key', '2550814168025 no-key']],
    ['2690549588157 2550814168025 38', ['2690549588157 no-key', '255081416802538 valid']],
    ['2 69 05 49 588 157 2 55 08 14 168 025', ['2690549588157 no-key', '2550814168025 no-key']],
    ['2 69 05 49 588 157 80 2 55 08 14 168 025 38', ['269054958815780 valid', '255081416802538 valid']],
    ['0260311 2690549588157 80', ['269054958815780 valid']],
    ['2 69 05 49 588 157 0260311', ['2690549588157 no-key']],
    ['0260311/2690549588157', ['2690549588157 no-key']],
    ['né le 12/05/1969 2 69 05 49 588 157 80', ['269054958815780 valid']],
    ['2690549588157 12/05/1969', ['2690549588157 no-key']],
    ['2690549588157 12 mai 1969', ['2690549588157 no-key']],
    ['2690549588157 12 rue de la Paix', ['2690549588157 no-key']],
    ['2690549588157\n80 rue de la Paix', ['2690549588157 no-key']],
    ['2690549588157\n75000 PARIS', ['2690549588157 no-key']],
    ['2690549588157 75000 Paris', ['2690549588157 no-key']],
    ['DUPONT|2690549588157|80|0260311', ['2690549588157 no-key']],
    ['2690549588157,80', ['2690549588157 no-key']],
    ['2 69 05 49 588 157 Il est à moi', ['2690549588157 no-key']],
    ['NIR 2690549588157 Il est à moi', ['2690549588157 no-key labelled']],
    ['l’application mobile refuse mon compte 2690549588157', ['2690549588157 no-key']],
    ['Carte 3782 822463 10005, 2690549588157 clé 81', ['269054958815781 wrong-key']],
    ['j’ai 36 ans, 2690549588157 80', ['269054958815780 valid']],
  ])('tells %j apart', (text, expected) => expect(found(text)).toEqual(expected));
});

describe('findNirs, bad input', () => {
  it.each(['\ud800', '\udc00 \ud800', '\0', '😀', '', '\n', '\u0000'.repeat(1000)])(
    'does not stumble on %j',
    (noise) => {
      expect(found(`${noise} 2690549588157 80 ${noise}`)).toEqual(['269054958815780 valid']);
    },
  );

  it('does not join what a NUL parts', () => {
    expect(found('2690549588157\u000080')).toEqual(['2690549588157 no-key']);
  });
});
