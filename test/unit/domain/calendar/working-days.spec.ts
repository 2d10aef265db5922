import { easterSunday, publicHolidays } from '../../../../src/domain/calendar/public-holidays';
import { acknowledgementDueOn, implicitRefusalOn } from '../../../../src/domain/calendar/reply-deadlines';
import { addWorkingDays, isWorkingDay } from '../../../../src/domain/calendar/working-days';

describe('public holidays', () => {
  it.each([
    [1943, '1943-04-25'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2016, '2016-03-27'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('computes Easter of %i', (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  it('has the eleven of the law, in order', () => {
    expect(publicHolidays(2026).map(({ day }) => day)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it('adds Good Friday and 26 December in Alsace-Moselle', () => {
    const days = publicHolidays(2026, { alsaceMoselle: true }).map(({ day }) => day);
    expect(days).toHaveLength(13);
    expect(days).toEqual(expect.arrayContaining(['2026-04-03', '2026-12-26']));
  });
});

describe('working days', () => {
  it('leaves out week-ends and holidays', () => {
    expect(isWorkingDay('2026-05-14')).toBe(false);
    expect(isWorkingDay('2026-05-15')).toBe(true);
    expect(isWorkingDay('2026-05-16')).toBe(false);
    expect(addWorkingDays('2026-05-13', 1)).toBe('2026-05-15');
    expect(addWorkingDays('2026-12-24', 1)).toBe('2026-12-28');
    expect(addWorkingDays('2026-04-02', 1, { alsaceMoselle: true })).toBe('2026-04-07');
    expect(addWorkingDays('2026-05-13', 0)).toBe('2026-05-13');
  });

  it('crosses the year', () => {
    expect(addWorkingDays('2025-12-31', 1)).toBe('2026-01-02');
  });

  it('dates the acknowledgement and the implicit refusal', () => {
    expect(acknowledgementDueOn('2026-04-30')).toBe('2026-05-19');
    expect(implicitRefusalOn('2026-04-30')).toBe('2026-06-30');
    expect(implicitRefusalOn('2025-12-31')).toBe('2026-02-28');
  });
});
