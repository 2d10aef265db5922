import fc from 'fast-check';
import { printableAddress } from '../../../../src/domain/addresses/printable-address';
import { shortenStreet, splitStreetNumber } from '../../../../src/domain/addresses/shorten-street';

const linesOf = (lines: readonly string[]): readonly string[] => {
  const result = printableAddress(lines);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refusalOf = (lines: readonly string[]): string | null => {
  const result = printableAddress(lines);
  return result.ok ? null : result.error.code;
};

describe('a street above 32 characters', () => {
  it('is shortened in the norm’s order', () => {
    expect(shortenStreet('BOULEVARD DU MARECHAL JEAN DE LATTRE DE TASSIGNY')).toBe('BD MAL J DE LATTRE DE TASSIGNY');
  });

  it('stays as it is below', () => {
    expect(shortenStreet('AVENUE DES FLEURS')).toBe('AVENUE DES FLEURS');
    expect(shortenStreet('AVENUE DU PRESIDENT WILSON')).toBe('AVENUE DU PRESIDENT WILSON');
  });

  it('goes no further than needed', () => {
    expect(shortenStreet('AVENUE DU GENERAL DE LA CROIX BLANCHE')).toBe('AV DU GAL DE LA CROIX BLANCHE');
    expect(shortenStreet('ROUTE DE LA MONTAGNE SAINTE GENEVIEVE')).toBe('RTE DE LA MONTAGNE STE GENEVIEVE');
  });

  it('never touches the last word', () => {
    expect(shortenStreet('RUE DES CONTRIBUTIONS INDIRECTES INTERDEPARTEMENTALES').split(' ').at(-1)).toBe(
      'INTERDEPARTEMENTALES',
    );
  });

  it('keeps the number and its complement', () => {
    expect(splitStreetNumber('12 BIS RUE DE LA PAIX')).toEqual({ number: '12 BIS', label: 'RUE DE LA PAIX' });
    expect(splitStreetNumber('RUE DE LA PAIX')).toEqual({ number: '', label: 'RUE DE LA PAIX' });
  });
});

describe('the block of the window', () => {
  it('leaves no blank line, and takes a postcode that is not one of delivery', () => {
    expect(linesOf(['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''])).toEqual([
      'MADAME JEANNE DUPONT',
      '1 RUE DE LA PAIX',
      '75000 PARIS',
    ]);
  });

  it('puts the last three lines in capitals, without accents or punctuation', () => {
    expect(
      linesOf([
        'Madame Zoé Lœuvre',
        'Étage 3',
        '',
        '12, rue de l’Église',
        'Lieu-dit « Les Œillets »',
        '97600 Mamoudzou',
        '',
      ]),
    ).toEqual(['Madame Zoé Lœuvre', 'Étage 3', '12 RUE DE L EGLISE', 'LIEU DIT LES OEILLETS', '97600 MAMOUDZOU']);
  });

  it('writes a foreign country, and not France', () => {
    expect(linesOf(['M X', '', '', '1 RUE A', '', '1000 BRUXELLES', 'Belgique']).at(-1)).toBe('BELGIQUE');
    expect(linesOf(['M X', '', '', '1 RUE A', '', '75001 PARIS', 'France']).at(-1)).toBe('75001 PARIS');
  });

  it('shortens a name by its title and first names, never its surname', () => {
    expect(linesOf(['MADAME MARIE LOUISE JEANNE DE LA TOUR DU PIN', '', '', '', '', '75001 PARIS', ''])[0]).toBe(
      'MME M LOUISE JEANNE DE LA TOUR DU PIN',
    );
  });

  it('refuses what cannot be printed, and says which line', () => {
    expect(refusalOf(Array.from({ length: 9 }, () => 'LIGNE'))).toBe('address-too-many-lines');
    expect(refusalOf(['', '', '', '', '', '', ''])).toBe('address-empty');
    expect(refusalOf(['M X', '', '', '1 RUE A', '', '', ''])).toBe('address-without-town');
    expect(refusalOf([`M ${'X'.repeat(120)}`, '', '', '1 RUE A', '', '75001 PARIS', ''])).toBe('address-line-too-long');
  });

  it('never prints more than seven lines of 38 characters, nor a refusal that quotes one', () => {
    const line = fc.string({ maxLength: 60, unit: fc.constantFrom(...'ABÉ œ-,12 DE ') });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        const result = printableAddress(lines);
        if (!result.ok) return true;
        return result.value.length <= 7 && result.value.every((printed) => printed !== '' && printed.length <= 38);
      }),
    );
  });
});
