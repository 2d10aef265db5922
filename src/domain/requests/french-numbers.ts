const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
};

/** Source of a pattern for one word of a number, folded, not captured. */
export const NUMBER_WORD = `(?:${Object.keys(UNITS).join('|')}|cents?|mille)`;

/** «mille deux cent quatre-vingt-dix» → 1290. @param text words of NUMBER_WORD with spaces, dashes and «et» between */
export function readFrenchNumber(text: string): number | null {
  let [total, hundreds, rest] = [0, 0, 0];
  for (const word of text.split(/[\s-]+/)) {
    if (word === 'et' || word === '') continue;
    if (word === 'mille') {
      total += Math.max(1, hundreds + rest) * 1000;
      [hundreds, rest] = [0, 0];
    } else if (word === 'cent' || word === 'cents') {
      hundreds += Math.max(1, rest) * 100;
      rest = 0;
    } else {
      const value = UNITS[word];
      if (value === undefined) return null;
      // «quatre-vingt»: four times twenty.
      rest = value === 20 && rest === 4 ? 80 : rest + value;
    }
  }
  return total + hundreds + rest;
}
