import { comparePostalOrder, postalOrderOf } from '../../../../src/domain/print/postal-order';
import { weighLetter } from '../../../../src/domain/print/weigh-letter';

/** All real; the addresses are invented. */
describe('the postal order', () => {
  it('goes by postcode, town, street and number, mail abroad last', () => {
    const inOrder = [
      ['MME A', '2 RUE B', '01000 BOURG EN BRESSE'],
      ['MME A', '1 RUE B', '13001 MARSEILLE'],
      ['MME Z', '9 RUE DE LA PAIX', '75002 PARIS'],
      ['MME A', '10 RUE DE LA PAIX', 'BP 12', '75002 PARIS'],
      ['M B', '10 RUE DE LA PAIX', '75002 PARIS'],
      ['MME A', '1 RUE SAINT MARC', '75002 PARIS'],
      ['MME A', '1 RUE B', '97400 SAINT DENIS'],
      ['MME A', 'RUE HAUTE 4', '1000 BRUXELLES', 'BELGIQUE'],
      ['MME A', '4 CALLE ALTA', '28001 MADRID', 'ESPAGNE'],
    ];
    const numbers = inOrder.map((_, index) => index);
    const shuffled = [...numbers].sort((a, b) => ((a * 7) % 9) - ((b * 7) % 9));
    const key = (index: number) => postalOrderOf(inOrder[index] ?? []);
    const sorted = shuffled.sort((a, b) => comparePostalOrder(key(a), key(b)));
    expect(sorted.filter((index) => index !== 3 && index !== 4)).toEqual([0, 1, 2, 5, 6, 7, 8]);
    expect(sorted.slice(3, 5).sort()).toEqual([3, 4]);
  });

  it('places an address without a town somewhere, and always there', () => {
    expect(comparePostalOrder(postalOrderOf([]), postalOrderOf([]))).toBe(0);
    expect(comparePostalOrder(postalOrderOf(['MME A']), postalOrderOf(['MME A', '1 RUE B', '75001 PARIS']))).toBe(1);
  });
});

describe('the weight of a letter', () => {
  it.each([
    [1, 10, 20],
    [3, 20, 20],
    [4, 25, 100],
    [100, 505, 1000],
    [500, 2505, null],
  ])('of %i sheets is %i g, in the class up to %s', (sheets, grams, upTo) => {
    expect(weighLetter(sheets)).toEqual({ grams, upTo });
  });
});
