import { addDays, type CalendarDay, dayAt } from './calendar-days';

export interface PublicHoliday {
  readonly day: CalendarDay;
  readonly name: string;
}

export interface HolidayOptions {
  /** Good Friday and 26 December, holidays in Bas-Rhin, Haut-Rhin and Moselle (Code du travail L3134-13). */
  readonly alsaceMoselle?: boolean;
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's computation). */
export function easterSunday(year: number): CalendarDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayAt(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1));
}

/** The eleven public holidays (Code du travail L3133-1), in order of date; thirteen in Alsace-Moselle. */
export function publicHolidays(year: number, options: HolidayOptions = {}): readonly PublicHoliday[] {
  const easter = easterSunday(year);
  const holidays: PublicHoliday[] = [
    { day: `${year}-01-01`, name: 'jour de l’An' },
    { day: addDays(easter, 1), name: 'lundi de Pâques' },
    { day: `${year}-05-01`, name: 'fête du Travail' },
    { day: `${year}-05-08`, name: 'victoire de 1945' },
    { day: addDays(easter, 39), name: 'Ascension' },
    { day: addDays(easter, 50), name: 'lundi de Pentecôte' },
    { day: `${year}-07-14`, name: 'fête nationale' },
    { day: `${year}-08-15`, name: 'Assomption' },
    { day: `${year}-11-01`, name: 'Toussaint' },
    { day: `${year}-11-11`, name: 'armistice de 1918' },
    { day: `${year}-12-25`, name: 'Noël' },
  ];
  if (options.alsaceMoselle) {
    holidays.push(
      { day: addDays(easter, -2), name: 'Vendredi saint' },
      { day: `${year}-12-26`, name: 'deuxième jour de Noël' },
    );
  }
  return holidays.sort((one, other) => one.day.localeCompare(other.day));
}
