import { renderPage } from '../page';

/** What the desk refuses to somebody, and why, in French. */
export function renderRefusal(why: string): string {
  return renderPage({
    title: 'Refusé',
    baskets: [],
    current: null,
    holder: null,
    children: (
      <section class="card in">
        <h1>Refusé</h1>
        <p role="alert">{why}</p>
        <p>
          <a href="/bureau">Revenir au bureau</a>
        </p>
      </section>
    ),
  });
}
