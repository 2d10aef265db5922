import type { FreeField as Field } from '../../domain/outgoing-letter';
import type { Result } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { RehearsedReply } from '../replies/rehearsed-reply';
import { FreeField } from './free-field';
import { renderPage } from './page';
import { RehearsedCard } from './rehearsed-card';

interface ReplyPageProps {
  readonly holder: DeskUser;
  readonly record: ShownCorrespondence;
  /** Name → title. */
  readonly letters: ReadonlyMap<string, string>;
  readonly fields: readonly Field[];
  /** What stands in the free fields. */
  readonly free: Readonly<Record<string, string>>;
  /** A field of the form as it was sent. */
  readonly typed: (name: string) => string;
  /** Null where no letter is chosen yet. */
  readonly made: Result<RehearsedReply, string> | null;
}

/** A reply before it leaves: what is chosen and written on the left, what would leave on the right. */
export function renderReply(props: ReplyPageProps): string {
  const { holder, record, made } = props;
  return renderPage({
    title: `Réponse à ${record.reference}`,
    baskets: [],
    current: null,
    holder,
    children: (
      <>
        <div class="bar">
          <h1>{`Réponse à ${record.reference}`}</h1>
          <p>
            <a href={`/bureau/${record.id}`}>Revenir au courrier</a>
          </p>
        </div>
        {made?.ok === false && (
          <p class="card why" role="status">
            {`Rien ne partirait ainsi\u00a0: ${made.error}`}
          </p>
        )}
        <form class="two" method="post" action={`/bureau/${record.id}`}>
          <Choices {...props} />
          <div>{made?.ok === true && <RehearsedCard at={`/bureau/${record.id}/apercu`} reply={made.value} />}</div>
        </form>
      </>
    ),
  });
}

function Choices({ record, letters, fields, free, typed, made }: ReplyPageProps) {
  const apercu = `/bureau/${record.id}/apercu`;
  return (
    <section class="card">
      <h2>Ce qui est envoyé</h2>
      {['revision', 'corbeille', 'du', 'au'].map((name) => (
        <input type="hidden" name={name} value={typed(name)} />
      ))}
      <p>
        <label for="lettre">Lettre</label>
        <select id="lettre" name="lettre" required>
          <option value="">— choisir —</option>
          {[...letters].map(([name, title]) => (
            <option value={name} selected={name === typed('lettre')}>
              {title}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="voie">Voie</label>
        <select id="voie" name="voie">
          <option value="">comme le veut la règle</option>
          <option value="post" selected={typed('voie') === 'post'}>
            par la poste
          </option>
        </select>
      </p>
      {fields.map((field) => (
        <FreeField field={field} value={free[field.name] ?? ''} />
      ))}
      <p>
        <label>
          <input type="checkbox" name="grands" value="oui" checked={typed('grands') === 'oui'} /> en grands caractères
        </label>
        <label>
          <input type="checkbox" name="approbation" value="oui" checked={typed('approbation') === 'oui'} /> à faire
          approuver par un collègue
        </label>
      </p>
      <div class="acts">
        <button class={made?.ok === true ? 'other' : 'main'} type="submit" formAction={apercu} data-touche="p">
          Voir
        </button>
        {made?.ok === true && (
          <button class="main" name="acte" value="lettre" type="submit" data-touche="l">
            Envoyer cette lettre
          </button>
        )}
      </div>
    </section>
  );
}
