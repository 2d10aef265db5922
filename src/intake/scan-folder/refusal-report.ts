import { dateInWords } from '../../domain/calendar/french-dates';
import { parisDate } from '../../platform/clock';

/** What stands beside a refused batch: which, when, why, and what to do. @param name of its folder or zip */
export function refusalReport(name: string, reason: string, now: Date): string {
  const time = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
  }).format(now);
  return [
    `Lot refusé le ${dateInWords(parisDate(now))} à ${time}\u00a0: ${name}`,
    '',
    reason,
    '',
    'Que faire\u00a0: corrigez le lot, puis remettez-le tel quel dans le dossier surveillé, avec son batch.done si c’est un dossier.',
    'Il sera repris en entier. Ce rapport peut ensuite être effacé.',
    '',
  ].join('\n');
}
