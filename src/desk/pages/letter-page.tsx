import type { FreeField as Field } from '../../domain/outgoing-letter';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { FreeField } from './free-field';
import { renderPage } from './page';

interface LetterPageProps {
  readonly holder: DeskUser;
  /** Name of the template, and its title. */
  readonly name: string;
  readonly title: string;
  readonly numeroAllocataire: string;
  readonly addressee: readonly string[];
  readonly fields: readonly Field[];
  readonly typed: (field: string) => string;
  /** Of this form: sent twice, it is one letter. */
  readonly orderId: string;
  readonly notice: string | null;
}

/** A letter that answers nothing: its free fields, to whom it goes, a look at it, and its sending. */
export function renderLetterForm(props: LetterPageProps): string {
  const { holder, name, title, numeroAllocataire, addressee, fields, typed, orderId, notice } = props;
  return renderPage({
    title: 'Écrire à une personne',
    baskets: [],
    current: null,
    holder,
    children: (
      <>
        <h1>{title}</h1>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        <form class="card narrow" method="post" action="/bureau/personnes/lettre">
          <input type="hidden" name="lettre" value={name} />
          <input type="hidden" name="numero" value={numeroAllocataire} />
          <input type="hidden" name="ordre" value={orderId} />
          <p>
            Par la poste, à l’adresse du dossier{'\u00a0'}:
            <br />
            {addressee
              .filter((line) => line !== '')
              .map((line) => (
                <>
                  {line}
                  <br />
                </>
              ))}
          </p>
          {fields.map((field) => (
            <FreeField field={field} value={typed(field.name)} />
          ))}
          <div class="acts">
            <button type="submit" formAction="/bureau/personnes/lettre/apercu" formTarget="_blank">
              Voir la lettre
            </button>
            <button class="main" name="acte" value="envoyer" type="submit">
              Envoyer la lettre
            </button>
          </div>
        </form>
      </>
    ),
  });
}
