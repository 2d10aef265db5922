import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { type DocumentRecord, isWithheld, type ShownCorrespondence } from '../../persistence/correspondence-record';
import { countPages } from './count-pages';
import { PagePictures, type PagePicturesProps } from './page-pictures';

interface ReceivedProps {
  readonly record: ShownCorrespondence;
  readonly documents: readonly DocumentRecord[];
  /** Name of the basket that is being worked through; empty for none. */
  readonly basket: string;
  readonly mayReadZones: boolean;
}

const DRAWN = /^(application\/pdf|image\/(png|jpeg|tiff|webp|gif))$/;
const KILO = 1024;

const sizeInWords = (bytes: number): string => `${Math.ceil(bytes / KILO)}\u00a0ko`;

/** What was received, as large as it gets: the message's text, pages as pictures, attachments. */
export function ReceivedCard({ record, documents, basket, mayReadZones }: ReceivedProps) {
  const { reading, erased, channel } = record;
  const pages = documents.filter((one) => one.role === 'page' && DRAWN.test(one.type) && !isWithheld(one));
  return (
    <section class="doc" aria-label="Document reçu">
      {reading?.from && <p class="soft">{`De ${maskNirs(`${reading.from.name} <${reading.from.address}>`)}`}</p>}
      {reading?.subject && <h2>{maskNirs(reading.subject)}</h2>}
      {reading?.unreadable.map((sentence) => (
        <p class="card why">{sentence}</p>
      ))}
      {erased === null &&
        pages.map(({ id, name, pages: count }) => (
          <PagePictures
            item={record.id}
            file={id}
            label={maskNirs(name)}
            count={count ?? countPages(record, name)}
            texts={reading?.texts.filter((text) => text.name === name) ?? []}
            zones={mayReadZones ? { basket } : null}
          />
        ))}
      {erased === null && <ReadTextOf record={record} folded={pages.length > 0} />}
      {erased === null &&
        channel === 'email' &&
        reading !== null &&
        record.source !== 'page' &&
        record.source !== 'desk' && (
          <details class="card">
            <summary>Mise en forme d’origine, sans images ni liens</summary>
            <iframe
              title="Message tel que son auteur l’a mis en forme"
              src={`/bureau/${record.id}/mise-en-forme`}
              sandbox=""
              loading="lazy"
            />
          </details>
        )}
      {erased === null && channel === 'email' && (
        <Attachments record={record} zones={mayReadZones ? { basket } : null} />
      )}
      <Originals record={record} documents={documents} />
    </section>
  );
}

/** Beside pictures of its pages the text that was read is of use where it is in doubt: it is folded away. */
function ReadTextOf({
  record: { reading },
  folded,
}: {
  readonly record: ShownCorrespondence;
  readonly folded: boolean;
}) {
  const text = <pre>{reading === null ? 'Ce courrier n’a pas encore été lu.' : maskNirs(reading.text)}</pre>;
  if (!folded) return <div class="paper">{text}</div>;
  return (
    <details class="card">
      <summary>Texte lu par la machine</summary>
      {text}
    </details>
  );
}

interface AttachmentsProps extends Pick<PagePicturesProps, 'zones'> {
  readonly record: ShownCorrespondence;
}

function Attachments({ record: { id, reading }, zones }: AttachmentsProps) {
  const attachments = reading?.attachments ?? [];
  if (attachments.length === 0) return null;
  return (
    <section class="card">
      <h2>Pièces jointes</h2>
      <ul>
        {attachments.map(({ name, type, bytes }, index) => (
          <li>
            <a href={`/bureau/${id}/pieces/${index + 1}`}>{maskNirs(name ?? `pièce ${index + 1}`)}</a>{' '}
            <span class="soft">{`${type}, ${sizeInWords(bytes)}`}</span>
            {DRAWN.test(type) && (
              <details>
                <summary>{`Voir la pièce ${index + 1}`}</summary>
                <PagePictures
                  item={id}
                  file={String(index + 1)}
                  label={maskNirs(name ?? `pièce ${index + 1}`)}
                  count={Math.max(
                    1,
                    reading?.texts.filter((text) => text.source === 'attachment' && text.name === name).length ?? 1,
                  )}
                  texts={reading?.texts.filter((text) => text.source === 'attachment' && text.name === name) ?? []}
                  zones={zones}
                />
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Originals({ record, documents }: Pick<ReceivedProps, 'record' | 'documents'>) {
  return (
    <details class="card" open={record.reading === null}>
      <summary>{`Fichiers gardés (${documents.length})`}</summary>
      <ul>
        {documents.map(({ id, name, type, size, role }) => (
          <li>
            <a href={`/bureau/${record.id}/documents/${id}`}>{maskNirs(name)}</a>{' '}
            <span class="soft">{`${type}, ${sizeInWords(size)}${role === 'aside' ? ', avant ou après une scission' : ''}`}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
