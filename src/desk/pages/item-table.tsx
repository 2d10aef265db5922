import { dateInWords } from '../../domain/calendar/french-dates';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { ListedItem } from '../../persistence/desk/listed-items.query';
import { alarmInWords } from '../deadlines-in-words';
import { erasedInWords } from '../erased-in-words';
import { urgencyInWords } from '../urgency-in-words';
import { doesNotOpen } from './does-not-open';

interface ItemTableProps {
  readonly caption: string;
  readonly records: readonly ListedItem[];
  readonly dates: ReadonlyMap<string, StoredDeadlines>;
  /** Name of the basket that an item opened from here goes on with; null for none. */
  readonly basket: string | null;
  /** By item: whose it is to settle. */
  readonly assigned?: ReadonlyMap<string, { readonly name: string }>;
  /** Can several be ticked, within a form? */
  readonly ticks?: boolean;
}

/** Items, one a line, in the order given. */
export function ItemTable({ caption, records, dates, basket, assigned, ticks = false }: ItemTableProps) {
  return (
    <div class="wide">
      <table class="items">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Référence</th>
            <th scope="col">Reçu</th>
            <th scope="col">De</th>
            <th scope="col">Objet</th>
            <th scope="col">Pourquoi</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr>
              <th scope="row" class="num">
                {ticks && (
                  <input type="checkbox" name="courrier" value={record.id} aria-label={`Retenir ${record.reference}`} />
                )}{' '}
                <a href={`/bureau/${record.id}${basket === null ? '' : `?corbeille=${basket}`}`}>{record.reference}</a>
                <For name={assigned?.get(record.id)?.name} />
              </th>
              <td>
                <span class="num">{dateInWords(record.receivedOn)}</span>
                <br />
                <span class="soft">{record.channel === 'post' ? 'courrier papier' : 'courriel'}</span>
                <Due deadlines={dates.get(record.id)} />
              </td>
              <td>{maskNirs(record.from ?? '—')}</td>
              <td>{maskNirs(record.subject ?? '—')}</td>
              <td>
                <Urgent record={record} />
                {whyHere(record)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function For({ name }: { readonly name: string | undefined }) {
  return name === undefined ? null : (
    <>
      <br />
      <span class="soft">{`confié à ${name}`}</span>
    </>
  );
}

function Due({ deadlines }: { readonly deadlines: StoredDeadlines | undefined }) {
  const words = deadlines === undefined ? null : alarmInWords(deadlines);
  return words === null ? null : (
    <>
      <br />
      <strong class="due">{words}</strong>
    </>
  );
}

function Urgent({ record: { classification } }: { readonly record: ListedItem }) {
  const { danger = [] } = classification ?? {};
  const words = classification === null ? [] : urgencyInWords(classification);
  return words.length === 0 ? null : (
    <strong class={danger.length > 0 ? 'flag danger' : 'flag'}>{`${words.join(', ')}. `}</strong>
  );
}

function whyHere({ erased, unreadable, reason }: ListedItem): string {
  if (erased !== null) return erasedInWords(erased);
  return unreadable === null ? (reason ?? '—') : doesNotOpen(unreadable);
}
