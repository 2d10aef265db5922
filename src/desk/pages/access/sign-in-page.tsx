import { renderPage } from '../page';

interface SignInPage {
  /** Why somebody was not let in, in French; null at first. */
  readonly refusal: string | null;
  /** Is there an identity provider to come in by? */
  readonly byProvider: boolean;
}

/** The page by which people come in. */
export function renderSignIn({ refusal, byProvider }: SignInPage): string {
  return renderPage({
    title: 'Entrer',
    baskets: [],
    current: null,
    holder: null,
    children: (
      <div class="in">
        {byProvider && (
          <p class="card">
            <a href="/bureau/fournisseur">Entrer avec le compte de votre organisme</a>
          </p>
        )}
        <form class="card" method="post" action="/bureau/entrer">
          <h1>Entrer au bureau</h1>
          {refusal !== null && (
            <p class="card why" role="alert">
              {refusal}
            </p>
          )}
          <p>
            <label for="identifiant">Identifiant</label>
            <input id="identifiant" name="identifiant" autocomplete="username" autocapitalize="none" required />
          </p>
          <p>
            <label for="motdepasse">Mot de passe</label>
            <input id="motdepasse" name="motdepasse" type="password" autocomplete="current-password" required />
          </p>
          <p>
            <label for="code">Code de votre application, ou code de secours</label>
            <input id="code" name="code" autocomplete="one-time-code" aria-describedby="code-aide" />
            <span class="soft hint" id="code-aide">
              Laissez vide si vous n’avez pas mis en place de code.
            </span>
          </p>
          <button class="main" type="submit">
            Entrer
          </button>
        </form>
        <details class="card">
          <summary>Entrer avec une clé d’API</summary>
          <form method="post" action="/bureau/entrer">
            <p>
              <label for="cle">Clé d’API de portée «&nbsp;operate&nbsp;»</label>
              <input id="cle" name="cle" type="password" autocomplete="off" required />
            </p>
            <button type="submit">Entrer avec cette clé</button>
          </form>
        </details>
      </div>
    ),
  });
}
