import { dateInWords } from '../../domain/calendar/french-dates';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { HistoryEntry } from '../../persistence/people/person-history.repository';
import { parisDate } from '../../platform/clock';
import type { Household } from '../people/household';
import { ITEM_STATES, SENDING_STATES } from '../state-in-words';
import { FirstOfAll, HouseholdCard } from './household-card';
import { renderPage } from './page';

interface PersonPageProps {
  readonly holder: DeskUser;
  readonly found: {
    readonly numeroAllocataire: string;
    /** Null where the directory has no such file any more. */
    readonly household: Household | null;
    readonly entries: readonly HistoryEntry[];
  } | null;
  /** Letters that may be written to them, name → title. */
  readonly letters: ReadonlyMap<string, string>;
  /** Of every letter that may have left, name → title. */
  readonly letterTitles: ReadonlyMap<string, string>;
  readonly notice: string | null;
}

const CHANNELS = { email: 'courriel', post: 'courrier papier', phone: 'téléphone', accueil: 'accueil' } as const;
const KINDS = { received: 'reçu', sent: 'envoyé', note: 'note' } as const;

/** All that came and went for a person, and a place to note a call or a visit. */
export function renderPerson({ holder, found, letters, letterTitles, notice }: PersonPageProps): string {
  return renderPage({
    title: 'Une personne',
    baskets: [],
    current: null,
    holder,
    children: (
      <>
        <h1>Tout le courrier d’une personne</h1>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {found !== null && <FirstOfAll entries={found.entries} />}
        {found?.household && <HouseholdCard numero={found.numeroAllocataire} household={found.household} />}
        <form class="card" method="post" action="/bureau/personnes">
          <p>
            <label for="numero">NIR, ou numéro allocataire</label>
            <input id="numero" name="numero" autocomplete="off" required value={found?.numeroAllocataire ?? ''} />
          </p>
          <p>
            <label for="note">Noter un appel ou une visite (facultatif)</label>
            <input id="note" name="note" maxLength={10_000} size={80} />{' '}
            <select name="voie" aria-label="Par quelle voie">
              <option value="phone">téléphone</option>
              <option value="accueil">accueil</option>
            </select>
          </p>
          <button class="main" type="submit">
            Montrer
          </button>
        </form>
        {found !== null && letters.size > 0 && <Write numero={found.numeroAllocataire} letters={letters} />}
        {found !== null && <History entries={found.entries} letterTitles={letterTitles} />}
      </>
    ),
  });
}

function Write({ numero, letters }: { readonly numero: string; readonly letters: ReadonlyMap<string, string> }) {
  return (
    <form class="card" method="post" action="/bureau/personnes/lettre">
      <h2>{`Écrire à l’allocataire du dossier ${numero}`}</h2>
      <input type="hidden" name="numero" value={numero} />
      <div class="acts">
        {[...letters].map(([name, title]) => (
          <button name="lettre" value={name} type="submit">
            {title}
          </button>
        ))}
      </div>
    </form>
  );
}

interface HistoryProps {
  readonly entries: readonly HistoryEntry[];
  readonly letterTitles: ReadonlyMap<string, string>;
}

function History({ entries, letterTitles }: HistoryProps) {
  if (entries.length === 0) return <p class="soft">Rien n’est venu de cette personne, et rien ne lui est parti.</p>;
  return (
    <div class="wide">
      <table>
        <caption class="unseen">Tout ce qui est venu, parti et dit, le plus récent d’abord</caption>
        <thead>
          <tr>
            <th scope="col">Le</th>
            <th scope="col">Quoi</th>
            <th scope="col">Par</th>
            <th scope="col">Lequel</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr>
              <td class="num">{dateInWords(parisDate(entry.at))}</td>
              <td>{KINDS[entry.kind]}</td>
              <td>{CHANNELS[entry.channel]}</td>
              <td>
                <Which entry={entry} letterTitles={letterTitles} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Which({ entry, letterTitles }: { readonly entry: HistoryEntry } & Pick<HistoryProps, 'letterTitles'>) {
  if (entry.kind === 'note')
    return <>{entry.text === null ? 'note illisible' : `${maskNirs(entry.text)} (${entry.by})`}</>;
  const said =
    entry.kind === 'sent'
      ? `${letterTitles.get(entry.letter) ?? entry.letter}, ${SENDING_STATES[entry.state]}`
      : ITEM_STATES[entry.state];
  return (
    <>
      <a href={`/bureau/${entry.id}`}>{entry.reference}</a>
      {`, ${said}`}
    </>
  );
}
