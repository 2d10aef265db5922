import { dateInWords } from '../../domain/calendar/french-dates';
import type { Mentionable } from '../../domain/desk/mentions';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { ItemNote } from '../../persistence/desk/note.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { parisDate } from '../../platform/clock';
import { MOST_NOTE_SIGNS } from '../notes/write-note';

interface NotesProps {
  /** Of the correspondence. */
  readonly id: string;
  readonly notes: readonly ItemNote[];
  readonly holder: DeskUser;
  readonly basket: string;
  /** Who may be mentioned; null for who may write no note. */
  readonly people: readonly Mentionable[] | null;
  /** What was typed and not kept. */
  readonly draft: string;
}

/** What colleagues told each other of an item, and a place to add to it. */
export function NotesCard({ id, notes, holder, basket, people, draft }: NotesProps) {
  if (notes.length === 0 && people === null) return null;
  return (
    <section class="card" id="notes">
      <h2>Notes entre collègues</h2>
      {notes.map((note) => (
        <Note id={id} note={note} holder={holder} basket={basket} />
      ))}
      {people !== null && (
        <details open={draft !== ''}>
          <summary data-touche="m">Écrire une note</summary>
          <form method="post" action={`/bureau/${id}/notes`}>
            <input type="hidden" name="corbeille" value={basket} />
            <label for="note">
              Note, qui ne part dans aucune lettre{' '}
              <span class="soft">(@ et le début d’un nom prévient cette personne)</span>
            </label>
            <textarea id="note" name="texte" rows={3} cols={60} maxLength={MOST_NOTE_SIGNS} required>
              {draft}
            </textarea>
            <div class="acts">
              <label>
                Prévenir{' '}
                <select name="pour">
                  <option value="">—</option>
                  {people.map(({ login, name }) => (
                    <option value={login}>{`${name} (@${login})`}</option>
                  ))}
                </select>
              </label>
              <button type="submit">Garder la note</button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}

type NoteProps = Pick<NotesProps, 'id' | 'holder' | 'basket'> & { readonly note: ItemNote };

function Note({ id, note, holder, basket }: NoteProps) {
  const { text, by, at, mentioned } = note;
  const mine = mentioned.find((one) => one.id === holder.id && one.readAt === null);
  return (
    <div class={mine === undefined ? 'note' : 'note mine-too'}>
      <pre>{text === null ? 'Cette note ne s’ouvre pas.' : maskNirs(text)}</pre>
      <p class="soft">
        {`${by ?? 'quelqu’un'}, le ${dateInWords(parisDate(at))}`}
        {mentioned.length > 0 &&
          ` · pour ${mentioned.map(({ name, readAt }) => (readAt === null ? name : `${name} (lu)`)).join(', ')}`}
      </p>
      {mine !== undefined && <ReadButton note={note.id} item={id} basket={basket} />}
    </div>
  );
}

interface ReadProps {
  readonly note: string;
  /** Id of the item to go back to; empty for the basket. */
  readonly item: string;
  readonly basket: string;
}

export function ReadButton({ note, item, basket }: ReadProps) {
  return (
    <form class="tight" method="post" action="/bureau/mentions">
      <input type="hidden" name="note" value={note} />
      <input type="hidden" name="courrier" value={item} />
      <input type="hidden" name="corbeille" value={basket} />
      <button class="quiet" name="acte" value="lu" type="submit">
        J’ai lu
      </button>
    </form>
  );
}
