import { addMonths, isCalendarDay, timeOfDay } from '../../../../src/domain/calendar/calendar-days';
import { formatEuros, groupThousands } from '../../../../src/domain/calendar/french-amounts';
import { dateInFigures, dateInWords, monthInWords, ofMonth } from '../../../../src/domain/calendar/french-dates';

describe('dates as French is written', () => {
  it('writes the first of a month as 1er, and keeps the parts together', () => {
    expect(dateInWords('2026-07-01')).toBe('1er\u00a0juillet\u00a02026');
    expect(dateInWords('2016-06-29')).toBe('29\u00a0juin\u00a02016');
    expect(dateInFigures('2016-06-29')).toBe('29/06/2016');
  });

  it('elides before avril, août and octobre', () => {
    expect(ofMonth('2026-04')).toBe('d’avril\u00a02026');
    expect(ofMonth('2026-08')).toBe('d’août\u00a02026');
    expect(ofMonth('2026-10')).toBe('d’octobre\u00a02026');
    expect(ofMonth('2026-02')).toBe('de février\u00a02026');
    expect(monthInWords('2026-12')).toBe('décembre\u00a02026');
  });

  it('refuses what is no day of the calendar', () => {
    expect(isCalendarDay('2026-02-30')).toBe(false);
    expect(isCalendarDay('2024-02-29')).toBe(true);
    expect(() => timeOfDay('29/06/2016')).toThrow(RangeError);
  });

  it('adds months and stays inside the shorter one', () => {
    expect(addMonths('2025-12-31', 2)).toBe('2026-02-28');
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29');
    expect(addMonths('2026-11-23', 2)).toBe('2027-01-23');
  });
});

describe('amounts', () => {
  it.each([
    [123_456, '1\u202f234,56\u00a0€'],
    [0, '0,00\u00a0€'],
    [5, '0,05\u00a0€'],
    [100_000_000, '1\u202f000\u202f000,00\u00a0€'],
    [-4500, '\u221245,00\u00a0€'],
  ])('writes %i cents', (cents, written) => {
    expect(formatEuros(cents)).toBe(written);
  });

  it('never rounds silently', () => {
    expect(() => formatEuros(12.5)).toThrow(RangeError);
    expect(() => formatEuros(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  });

  it('groups a whole number by thousands', () => {
    expect(groupThousands(623)).toBe('623');
    expect(groupThousands(1_234_567)).toBe('1\u202f234\u202f567');
  });
});
