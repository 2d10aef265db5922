import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { Result } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { OneOfSeveral, SeveralReplies } from '../replies/several-replies';
import { renderPage } from './page';
import { RehearsedCard } from './rehearsed-card';

interface SeveralProps {
  readonly holder: DeskUser;
  readonly letters: ReadonlyMap<string, string>;
  readonly several: SeveralReplies;
  /** Is a letter chosen? */
  readonly chosen: boolean;
}

/** One letter to several items: each as it would leave, and what keeps others from it. */
export function renderSeveral({ holder, letters, several: { letter, each }, chosen }: SeveralProps): string {
  const ready = each.filter(({ made }) => made.ok).length;
  return renderPage({
    title: 'Répondre à plusieurs',
    baskets: [],
    current: null,
    holder,
    children: (
      <>
        <h1>{`Répondre à ${each.length}\u00a0${each.length === 1 ? 'courrier' : 'courriers'}`}</h1>
        {each.length === 0 && <p class="card why">Cochez d’abord des courriers dans une corbeille.</p>}
        <form method="post" action="/bureau/lot">
          <section class="card">
            {each.map(({ record: { id } }) => (
              <input type="hidden" name="courrier" value={id} />
            ))}
            <div class="acts">
              <label>
                Lettre{' '}
                <select name="lettre" required>
                  <option value="">— choisir —</option>
                  {[...letters].map(([name, title]) => (
                    <option value={name} selected={name === letter}>
                      {title}
                    </option>
                  ))}
                </select>
              </label>
              <button class={ready === 0 ? 'main' : 'other'} type="submit">
                Voir chacune
              </button>
              {chosen && ready > 0 && (
                <button class="main" name="acte" value="envoyer" type="submit">
                  {ready === 1 ? 'Envoyer la lettre prête' : `Envoyer celles qui sont cochées (${ready} prêtes)`}
                </button>
              )}
            </div>
          </section>
          {chosen && each.map((one) => <One {...one} />)}
        </form>
      </>
    ),
  });
}

function One({ record, made }: OneOfSeveral) {
  const { id, reference, revision, reading } = record;
  return (
    <section class="card" aria-label={reference}>
      <h2>
        {made.ok && (
          <input type="checkbox" name="vu" value={`${id}:${revision}`} checked aria-label={`Envoyer à ${reference}`} />
        )}{' '}
        <a href={`/bureau/${id}`}>{reference}</a>
        <span class="soft">{` ${maskNirs(reading?.subject ?? '')}`}</span>
      </h2>
      {made.ok ? <RehearsedCard at={`/bureau/${id}/apercu`} reply={made.value} /> : <p class="flag">{made.error}</p>}
    </section>
  );
}

interface SentProps {
  readonly holder: DeskUser;
  readonly records: readonly ShownCorrespondence[];
  readonly done: ReadonlyMap<string, Result<true, string>>;
}

/** What became of each. */
export function renderSeveralSent({ holder, records, done }: SentProps): string {
  return renderPage({
    title: 'Réponses envoyées',
    baskets: [],
    current: null,
    holder,
    children: (
      <>
        <h1>Ce qui est décidé</h1>
        <ul class="card" role="status">
          {records.map(({ id, reference }) => {
            const one = done.get(id);
            return (
              <li>
                <a href={`/bureau/${id}`}>{reference}</a>
                {one?.ok === false ? `\u00a0: non, ${one.error}` : '\u00a0: la lettre part'}
              </li>
            );
          })}
        </ul>
        {records.length === 0 && <p class="card why">Rien n’était coché.</p>}
        <p>
          <a href="/bureau">Revenir aux corbeilles</a>
        </p>
      </>
    ),
  });
}
