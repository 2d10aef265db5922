import { dateInWords } from '../../domain/calendar/french-dates';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { Mention } from '../../persistence/desk/note.repository';
import { parisDate } from '../../platform/clock';
import { ReadButton } from './notes-card';

interface MentionsProps {
  readonly mentions: readonly Mention[];
  /** Name of the basket that they are shown above. */
  readonly basket: string;
}

/** Notes that are for who looks, until they say that they have read them. */
export function MentionsCard({ mentions, basket }: MentionsProps) {
  if (mentions.length === 0) return null;
  return (
    <section class="card for-me" aria-labelledby="pour-moi">
      <h2 id="pour-moi">Pour moi</h2>
      <ul>
        {mentions.map(({ id, at, text, by, item }) => (
          <li>
            <span>
              <a href={`/bureau/${item.id}?corbeille=${basket}#notes`}>{item.reference}</a>{' '}
              <span class="soft">{`${by ?? 'quelqu’un'}, le ${dateInWords(parisDate(at))}\u00a0:`}</span>{' '}
              {text === null ? 'cette note ne s’ouvre pas.' : maskNirs(text)}
            </span>
            <ReadButton note={id} item="" basket={basket} />
          </li>
        ))}
      </ul>
      {mentions.length > 1 && (
        <form class="tight" method="post" action="/bureau/mentions">
          <input type="hidden" name="corbeille" value={basket} />
          <button class="quiet" name="acte" value="tout-lu" type="submit">
            J’ai tout lu
          </button>
        </form>
      )}
    </section>
  );
}
