import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { ListedItem } from '../../persistence/desk/listed-items.query';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { ItemTable } from './item-table';
import { type Basket, renderPage } from './page';

interface SearchPageProps {
  readonly baskets: readonly Basket[];
  readonly holder: DeskUser;
  readonly asked: string;
  readonly records: readonly ListedItem[];
  readonly dates: ReadonlyMap<string, StoredDeadlines>;
}

/** What a search found, newest first. */
export function renderSearch({ baskets, holder, asked, records, dates }: SearchPageProps): string {
  const words = maskNirs(asked);
  return renderPage({
    title: 'Recherche',
    baskets,
    current: null,
    holder,
    children: (
      <>
        <h1>{`Recherche\u00a0: «\u00a0${words}\u00a0»`}</h1>
        {records.length === 0 ? (
          <p class="card">
            Aucun courrier ne contient tous ces mots. Les accents et les terminaisons ne comptent pas&nbsp;; un NIR ou
            un numéro allocataire ouvre la page de la personne, une référence le courrier.
          </p>
        ) : (
          <ItemTable
            caption="Courriers trouvés, les plus récents d’abord"
            records={records}
            dates={dates}
            basket={null}
          />
        )}
      </>
    ),
  });
}
