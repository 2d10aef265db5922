import { dateInWords } from '../../domain/calendar/french-dates';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { alarmInWords } from '../deadlines-in-words';
import { erasedInWords } from '../erased-in-words';
import { urgencyInWords } from '../urgency-in-words';
import { doesNotOpen } from './does-not-open';
import { type Basket, renderPage } from './page';

interface BasketPageProps {
  readonly baskets: readonly Basket[];
  readonly current: Basket;
  readonly holder: DeskUser;
  readonly records: readonly ShownCorrespondence[];
  readonly dates: ReadonlyMap<string, StoredDeadlines>;
}

/** A basket's items, in the order given. */
export function renderBasket({ baskets, current, holder, records, dates }: BasketPageProps): string {
  return renderPage({
    title: current.label,
    baskets,
    current: current.name,
    holder,
    children: (
      <>
        <h1>{current.label}</h1>
        {records.length === 0 ? (
          <p class="soft">Cette corbeille est vide.</p>
        ) : (
          <table>
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
                  <td class="num">
                    <a href={`/bureau/${record.id}`}>{record.reference}</a>
                  </td>
                  <td class="num">
                    {dateInWords(record.receivedOn)}
                    <br />
                    <span class="soft">{record.channel === 'post' ? 'courrier papier' : 'courriel'}</span>
                    <Due deadlines={dates.get(record.id)} />
                  </td>
                  <td>{maskNirs(record.reading?.from?.name || record.reading?.from?.address || '—')}</td>
                  <td>{maskNirs(record.reading?.subject || record.scan?.documentType || '—')}</td>
                  <td>
                    <Urgent record={record} />
                    {whyHere(record)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </>
    ),
  });
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

function Urgent({ record }: { readonly record: ShownCorrespondence }) {
  const words = record.triage === null ? [] : urgencyInWords(record.triage.classification);
  return words.length === 0 ? null : <strong class="due">{`${words.join(', ')}. `}</strong>;
}

function whyHere({ erased, unreadable, reason }: ShownCorrespondence): string {
  if (erased !== null) return erasedInWords(erased);
  return unreadable === null ? (reason ?? '—') : doesNotOpen(unreadable);
}
