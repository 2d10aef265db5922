import type { DeskAccount } from '../../../persistence/desk/account.repository';
import type { DeskUser } from '../../../persistence/desk/session.repository';
import { renderPage } from '../page';
import { NewPasswordFields } from './new-password-fields';
import { ROLE_NAMES } from './role-names';

/** A second factor that is being put in place. */
export interface Enrolment {
  readonly secret: string;
  readonly address: string;
}

interface OwnAccountProps {
  readonly holder: DeskUser;
  /** Null for who came in with a key. */
  readonly account: DeskAccount | null;
  readonly enrolment: Enrolment | null;
  /** Recovery codes that were just made: shown this once. */
  readonly codes: readonly string[] | null;
  readonly notice: string | null;
}

/** One's own account: password and one-time codes. */
export function renderOwnAccount({ holder, account, enrolment, codes, notice }: OwnAccountProps): string {
  return renderPage({
    title: 'Mon compte',
    baskets: [],
    current: 'compte',
    holder,
    children: (
      <div class="narrow">
        <h1>Mon compte</h1>
        <p class="soft">{`${holder.name}, ${ROLE_NAMES[holder.role]}`}</p>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {codes !== null && <RecoveryCodes codes={codes} />}
        {account === null && (
          <p class="card">Vous êtes entré avec une clé d’API&nbsp;: elle n’a ni mot de passe, ni code.</p>
        )}
        {account?.provided === true && (
          <p class="card">
            Vous entrez par le fournisseur d’identité&nbsp;: mot de passe et codes se règlent chez lui.
          </p>
        )}
        {account?.provided === false && (
          <>
            <TotpCard account={account} enrolment={enrolment} />
            <form class="card" method="post" action="/bureau/compte">
              <h2>Changer de mot de passe</h2>
              <p>
                <label for="actuel">Mot de passe actuel</label>
                <input id="actuel" name="actuel" type="password" autocomplete="current-password" required />
              </p>
              <NewPasswordFields />
              <button name="acte" value="motdepasse" type="submit">
                Changer
              </button>
            </form>
          </>
        )}
      </div>
    ),
  });
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <section class="card why">
      <h2>Vos codes de secours</h2>
      <p>
        Chacun sert une fois, si vous n’avez plus votre téléphone. Notez-les maintenant&nbsp;: ils ne seront plus
        montrés.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TotpCard({ account, enrolment }: Pick<OwnAccountProps, 'enrolment'> & { readonly account: DeskAccount }) {
  if (account.hasTotp)
    return (
      <form class="card" method="post" action="/bureau/compte">
        <h2>Code à usage unique</h2>
        <p>En place&nbsp;: un code de votre application est demandé à chaque entrée.</p>
        <p>
          <label for="actuel-code">Mot de passe actuel</label>
          <input id="actuel-code" name="actuel" type="password" autocomplete="current-password" required />
        </p>
        <button name="acte" value="retirer-code" type="submit">
          Ne plus demander de code
        </button>
      </form>
    );
  if (enrolment === null)
    return (
      <form class="card" method="post" action="/bureau/compte">
        <h2>Code à usage unique</h2>
        <p>Un mot de passe volé ne suffit plus&nbsp;: à chaque entrée, un code de votre téléphone est demandé aussi.</p>
        <button name="acte" value="preparer-code" type="submit">
          Mettre en place
        </button>
      </form>
    );
  return (
    <form class="card" method="post" action="/bureau/compte">
      <h2>Code à usage unique</h2>
      <ol>
        <li>
          Dans votre application (FreeOTP, Google Authenticator…), ajoutez un compte avec cette clé&nbsp;:
          <br />
          <code class="secret">{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code>
          <br />
          <a href={enrolment.address}>ou ouvrez-la ici sur votre téléphone</a>
        </li>
        <li>
          <label for="code">Tapez le code qu’elle montre</label>
          <input id="code" name="code" inputMode="numeric" autocomplete="one-time-code" required />
        </li>
      </ol>
      <input type="hidden" name="secret" value={enrolment.secret} />
      <button class="main" name="acte" value="poser-code" type="submit">
        Mettre en place
      </button>
    </form>
  );
}
