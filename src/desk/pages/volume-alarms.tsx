import { dateInWords } from '../../domain/calendar/french-dates';
import { USUAL_IN_AN_HOUR, type WatchedAct } from '../../domain/desk/usual-volume';
import type { VolumeAlarm } from '../../persistence/desk/volume-watch';
import { parisDate } from '../../platform/clock';

const ACT_NAMES: Readonly<Record<WatchedAct, string>> = {
  reveal: 'NIR vus en entier',
  opening: 'courriers et documents ouverts',
  search: 'recherches',
  export: 'exports',
};
const HOUR = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric' });

/** Who did far more of something than work explains, for who answers for the others; nothing where nobody did. */
export function VolumeAlarms({ alarms }: { readonly alarms: readonly VolumeAlarm[] }) {
  if (alarms.length === 0) return null;
  return (
    <section class="card why" aria-labelledby="volumes">
      <h2 id="volumes">Activité inhabituelle, ces sept derniers jours</h2>
      <ul>
        {alarms.map(({ name, act, hour, count }) => (
          <li>
            {`${name ?? 'Un compte disparu'}\u00a0: ${count} ${ACT_NAMES[act]} le ${dateInWords(parisDate(hour))} en une heure, vers ${HOUR.format(hour).replace(' ', '\u00a0')} (d’ordinaire ${USUAL_IN_AN_HOUR[act]} au plus)`}
          </li>
        ))}
      </ul>
      <p>Rien n’a été bloqué. Le journal dit ce qui a été ouvert, et quand.</p>
    </section>
  );
}
