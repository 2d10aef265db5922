/** Dates as people write them out. Real: the reading of dates. Made up: every text. */
import { foldFrench } from '../../../src/domain/text/fold-french-text';
import { findDates, isSameDay } from '../../../src/identification/find-dates';

it.each([
  ['le douze mai mil neuf cent soixante-neuf', '1969-05-12'],
  ['le douze mai mille neuf cent soixante neuf', '1969-05-12'],
  ['Née le Premier Février Mil Neuf Cent Trente-Huit', '1938-02-01'],
  ['le 1er février mil neuf cent trente-huit', '1938-02-01'],
  ['le vingt et un août mille neuf cent quatre-vingts', '1980-08-21'],
  ['le trente-et-un décembre mil neuf cent quatre-vingt-dix-neuf', '1999-12-31'],
  ['le dix-sept janvier mille neuf cent soixante et onze', '1971-01-17'],
  ['le trente juin mille neuf cents', '1900-06-30'],
  ['le deux mars deux mille', '2000-03-02'],
  ['le deux mars deux mille un', '2001-03-02'],
  ['le 2 mars deux mille dix-neuf', '2019-03-02'],
  ['le deux mars 2019', '2019-03-02'],
  ['le neuf septembre septante-deux', '1972-09-09'],
  ['le onze novembre dix-neuf cent quarante-six', '1946-11-11'],
])('reads «%s»', (text, day) => {
  const dates = findDates(foldFrench(`${text} à Ville-Exemple`));
  expect(dates).toHaveLength(1);
  expect(dates.every((date) => isSameDay(date, day))).toBe(true);
});

it('knows the writer’s own birth by the words before it', () => {
  expect(findDates(foldFrench('Je suis née le douze mai mil neuf cent soixante-neuf'))).toMatchObject([
    { ownBirth: true, feminine: true },
  ]);
  expect(findDates(foldFrench('mon fils est né le douze mai deux mille dix'))).toMatchObject([{ ownBirth: false }]);
});

it.each([
  'le deux mai cinq personnes sont venues',
  'depuis mai deux mille',
  'le deux et trois mai prochain',
  'le quarante mai deux mille',
  'il a un mars et un mille',
])('makes no date of «%s»', (text) => {
  expect(findDates(foldFrench(text))).toEqual([]);
});

it('costs what the length says', () => {
  expect(findDates('un deux et vingt '.repeat(20_000))).toEqual([]);
  expect(findDates('un mai '.repeat(20_000))).toEqual([]);
});
