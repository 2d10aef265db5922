import { dateInWords } from '../../domain/calendar/french-dates';
import { maskNir } from '../../domain/nir/nir-format';
import type { HistoryEntry } from '../../persistence/people/person-history.repository';
import { parisDate } from '../../platform/clock';
import type { Household } from '../people/household';
import { ITEM_STATES } from '../state-in-words';

/** Who the file names, and what to know before writing to them. */
export function HouseholdCard({ numero, household }: { readonly numero: string; readonly household: Household }) {
  const { status, undeliverableSince, members } = household;
  return (
    <section class="card" aria-labelledby="foyer">
      <h2 id="foyer">{`Dossier ${numero}`}</h2>
      {status !== 'actif' && (
        <p>
          <strong class="flag">{`Dossier ${status}`}</strong>
        </p>
      )}
      {undeliverableSince !== null && (
        <p>
          <strong class="flag">{`Du courrier revient de son adresse depuis le ${dateInWords(undeliverableSince)}`}</strong>
        </p>
      )}
      <ul>
        {members.map(({ role, firstName, lastName, birthDate, sex, nir, asked }) => (
          <li>
            {asked ? <strong>{`${firstName} ${lastName}`}</strong> : `${firstName} ${lastName}`}
            <span class="soft">{`, ${role}, ${sex === 'F' ? 'née' : 'né'} le ${dateInWords(birthDate)}`}</span>
            <span class="soft">{nir === null ? ', NIR inconnu' : `, NIR ${maskNir(nir)}`}</span>
          </li>
        ))}
      </ul>
      <p class="soft">
        {members.some(({ asked }) => asked)
          ? 'Son courrier à elle, ou à lui, est seul montré\u00a0: le numéro allocataire montre celui de tout le dossier.'
          : 'Le courrier de tout le dossier est montré.'}
      </p>
    </section>
  );
}

type Received = Extract<HistoryEntry, { kind: 'received' }>;
const URGENT: readonly string[] = ['', 'Personne fragile', 'Délai légal', 'Danger ou détresse'];
const DONE: ReadonlySet<Received['state']> = new Set(['answered', 'closed', 'set-aside', 'joined']);
const DANGER = 3;

/** What stands on top: danger whatever became of it, then whatever else is urgent and not done. */
export function FirstOfAll({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const first = entries
    .filter((entry): entry is Received => entry.kind === 'received')
    .filter(({ urgency, state }) => urgency === DANGER || (urgency > 0 && !DONE.has(state)))
    .sort((one, other) => other.urgency - one.urgency);
  if (first.length === 0) return null;
  return (
    <section class="card why" aria-labelledby="urgent">
      <h2 id="urgent">À savoir d’abord</h2>
      <ul>
        {first.map(({ id, reference, urgency, state, at }) => (
          <li>
            <strong class={urgency === DANGER ? 'flag danger' : 'flag'}>{URGENT[urgency]}</strong>
            {'\u00a0: '}
            <a href={`/bureau/${id}`}>{reference}</a>
            {`, reçu le ${dateInWords(parisDate(at))}, ${ITEM_STATES[state]}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
