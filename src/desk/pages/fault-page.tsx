import type { DeskUser } from '../../persistence/desk/session.repository';
import { renderPage } from './page';

interface FaultPage {
  /** In a word or two. */
  readonly title: string;
  /** What was wrong and what to do, in French. */
  readonly why: string;
  /** Null where nobody is signed in, or it is not known. */
  readonly holder: DeskUser | null;
}

/** What the desk could not show or do. */
export function renderFault({ title, why, holder }: FaultPage): string {
  return renderPage({
    title,
    baskets: [],
    current: null,
    holder,
    children: (
      <section class="card in">
        <h1>{title}</h1>
        <p role="alert">{why}</p>
        <p>
          <a href="/bureau">Revenir au bureau</a>
        </p>
      </section>
    ),
  });
}
