/** What an invitation (RFC 5545) says to a person, in the order in which they look for it. */
const TOLD: ReadonlyArray<readonly [RegExp, string]> = [
  [/^SUMMARY(?:;[^:]*)?:(.*)$/im, 'Rendez-vous'],
  [/^DTSTART(?:;[^:]*)?:(.*)$/im, 'Début'],
  [/^DTEND(?:;[^:]*)?:(.*)$/im, 'Fin'],
  [/^LOCATION(?:;[^:]*)?:(.*)$/im, 'Lieu'],
  [/^DESCRIPTION(?:;[^:]*)?:([\s\S]*?)$/im, ''],
];

/** The words of a calendar file's first event; '' where there is none. */
export function readCalendar(text: string): string {
  // §3.1: a line goes on in the next one that begins with a blank.
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '');
  const event = /^BEGIN:VEVENT\s*$([\s\S]*?)^END:VEVENT/im.exec(unfolded)?.[1] ?? '';
  return TOLD.flatMap(([pattern, label]) => {
    const value = unescaped(pattern.exec(event)?.[1] ?? '').trim();
    if (value === '') return [];
    return [label === '' ? value : `${label} : ${dateOr(value)}`];
  }).join('\n');
}

/** §3.3.11 */
function unescaped(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_all, char: string) => (/n/i.test(char) ? '\n' : char));
}

/** §3.3.5: 20260703T140000Z. */
function dateOr(value: string): string {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\dZ?)?$/.exec(value);
  if (found === null) return value;
  const [, year, month, day, hour, minute] = found;
  return `${day}/${month}/${year}${hour === undefined ? '' : ` ${hour}:${minute}`}`;
}
