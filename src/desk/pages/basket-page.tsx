import { dateInWords } from '../../domain/calendar/french-dates';
import { mayDo } from '../../domain/desk/desk-roles';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { ListedItem } from '../../persistence/desk/listed-items.query';
import type { Mention } from '../../persistence/desk/note.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { type BasketView, basketAddress } from '../basket-view';
import type { BasketDefinition } from '../baskets';
import type { Undo } from '../pending/undone-by';
import type { HandOverTarget } from '../team/hand-over';
import { TargetSelect } from './hand-over-card';
import { ItemTable } from './item-table';
import { MentionsCard } from './mentions-card';
import { type Basket, renderPage } from './page';
import { UndoLine } from './pending-card';

interface BasketPageProps {
  readonly baskets: readonly Basket[];
  readonly found: BasketDefinition;
  readonly view: BasketView;
  /** Is there a page after this one? */
  readonly more: boolean;
  readonly undo: Undo | null;
  readonly holder: DeskUser;
  /** Notes that are for who looks. */
  readonly mentions: readonly Mention[];
  readonly records: readonly ListedItem[];
  readonly dates: ReadonlyMap<string, StoredDeadlines>;
  /** By item: whose it is to settle. */
  readonly assigned: ReadonlyMap<string, { readonly name: string }>;
  readonly targets: readonly HandOverTarget[];
  readonly notice: string | null;
}

/** A basket's items, in the order given. */
export function renderBasket(props: BasketPageProps): string {
  const { baskets, found, view, holder, records, dates } = props;
  const oldest = baskets.find(({ name }) => name === found.name)?.oldestOn ?? null;
  return renderPage({
    title: found.label,
    baskets,
    current: found.name,
    holder,
    children: (
      <>
        {props.notice !== null && (
          <p class="card why" role="status">
            {props.notice}
          </p>
        )}
        {props.undo !== null && <UndoLine {...props.undo} />}
        <div class="bar">
          <h1>{found.label}</h1>
          {oldest !== null && <p class="soft">{`le plus ancien est du ${dateInWords(oldest)}`}</p>}
          {found.archive !== true && <Filters name={found.name} view={view} />}
        </div>
        <MentionsCard mentions={props.mentions} basket={found.name} />
        {records.length === 0 ? (
          <p class="card soft">
            {view.channel !== null || view.urgent || view.agent || view.page > 1
              ? 'Aucun courrier de cette corbeille n’est retenu par ce filtre.'
              : 'Cette corbeille est vide.'}
          </p>
        ) : (
          <form method="post" action="/bureau/lot">
            <ItemTable
              {...{ caption: found.label, records, dates, basket: found.name, assigned: props.assigned }}
              ticks={mayDo(holder.role, 'settle') && found.archive !== true}
            />
            {mayDo(holder.role, 'settle') && found.archive !== true && (
              <div class="acts">
                <button type="submit">Répondre à ceux qui sont cochés</button>
                <input type="hidden" name="corbeille" value={found.name} />
                <TargetSelect label="Les confier à" targets={props.targets} />
                <button type="submit" formAction="/bureau/confier">
                  Confier ceux qui sont cochés
                </button>
              </div>
            )}
          </form>
        )}
        <Pages {...props} />
      </>
    ),
  });
}

function Filters({ name, view }: { readonly name: string; readonly view: BasketView }) {
  const link = (label: string, changed: Partial<BasketView>, chosen: boolean) => (
    <a href={basketAddress(name, { ...view, page: 1, ...changed })} aria-current={chosen ? 'true' : undefined}>
      {label}
    </a>
  );
  return (
    <nav class="filters" aria-label="Filtres">
      {link(
        'Tous',
        { channel: null, urgent: false, agent: null },
        view.channel === null && !view.urgent && !view.agent,
      )}
      {view.agent && link('Confiés à une personne', {}, true)}
      {link('Courriels', { channel: 'email' }, view.channel === 'email')}
      {link('Papier', { channel: 'post' }, view.channel === 'post')}
      {link('Urgents', { urgent: !view.urgent }, view.urgent)}
    </nav>
  );
}

function Pages({ found, view, more }: BasketPageProps) {
  if (view.page === 1 && !more) return null;
  return (
    <nav class="filters" aria-label="Pages">
      {view.page > 1 && <a href={basketAddress(found.name, { ...view, page: view.page - 1 })}>Page précédente</a>}
      <span>{`Page ${view.page}`}</span>
      {more && <a href={basketAddress(found.name, { ...view, page: view.page + 1 })}>Page suivante</a>}
    </nav>
  );
}
