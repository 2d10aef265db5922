import { renderPage } from '../page';

/** Shown for an instant to who comes back from an identity provider. */
export function renderEntered(): string {
  return renderPage({
    title: 'Entré',
    baskets: [],
    current: null,
    holder: null,
    children: (
      <section class="card in">
        <h1>Vous êtes entré</h1>
        <p>
          <a href="/bureau">Aller au bureau</a>
        </p>
      </section>
    ),
  });
}
