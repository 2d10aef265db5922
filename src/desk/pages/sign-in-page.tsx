import { renderPage } from './page';

export function renderSignIn(refusal: string | null): string {
  return renderPage({
    title: 'Entrer',
    baskets: [],
    current: null,
    holder: null,
    children: (
      <form class="card in" method="post" action="/bureau/entrer">
        <h1>Entrer au bureau</h1>
        {refusal !== null && (
          <p class="card why" role="alert">
            {refusal}
          </p>
        )}
        <p>
          <label for="cle">Clé d’API de portée «&nbsp;operate&nbsp;»</label>
          <input id="cle" name="cle" type="password" autocomplete="current-password" required />
        </p>
        <button class="main" type="submit">
          Entrer
        </button>
      </form>
    ),
  });
}
