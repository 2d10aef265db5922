import type { Invited } from '../../../persistence/desk/invitation.repository';
import { renderPage } from '../page';
import { NewPasswordFields } from './new-password-fields';

interface InvitationPageProps {
  readonly token: string;
  /** Null for a link that serves no longer. */
  readonly invited: Invited | null;
  readonly notice: string | null;
}

/** Where an invited person chooses a password, and the first one makes the administrator. */
export function renderInvitation({ token, invited, notice }: InvitationPageProps): string {
  return renderPage({
    title: 'Votre compte',
    baskets: [],
    current: null,
    holder: null,
    children:
      invited === null ? (
        <section class="card in">
          <h1>Ce lien ne sert plus</h1>
          <p>Il a déjà servi, ou il est trop ancien. Demandez-en un autre à l’administrateur du bureau.</p>
          <p>
            <a href="/bureau">Entrer au bureau</a>
          </p>
        </section>
      ) : (
        <form class="card in" method="post" action={`/bureau/invitation/${token}`}>
          <h1>{invited.kind === 'first' ? 'Créer l’administrateur du bureau' : `Bienvenue, ${invited.name}`}</h1>
          {notice !== null && (
            <p class="card why" role="alert">
              {notice}
            </p>
          )}
          {invited.kind === 'first' ? (
            <>
              <p>
                <label for="nom">Votre nom, comme vos collègues le liront</label>
                <input id="nom" name="nom" maxLength={80} autocomplete="name" required />
              </p>
              <p>
                <label for="identifiant">Identifiant</label>
                <input
                  id="identifiant"
                  name="identifiant"
                  pattern="[A-Za-z0-9._\-]{2,40}"
                  autocomplete="username"
                  autocapitalize="none"
                  aria-describedby="identifiant-aide"
                  required
                />
                <span class="soft hint" id="identifiant-aide">
                  Lettres sans accent, chiffres, point, tiret.
                </span>
              </p>
            </>
          ) : (
            <p>
              Votre identifiant&nbsp;: <strong>{invited.login}</strong>
            </p>
          )}
          <NewPasswordFields />
          <button class="main" type="submit">
            Choisir ce mot de passe et entrer
          </button>
        </form>
      ),
  });
}
