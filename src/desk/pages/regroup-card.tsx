import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { DocumentRecord, ShownCorrespondence } from '../../persistence/correspondence-record';
import { countPages } from './count-pages';

const OPEN: ReadonlySet<string> = new Set(['needs-agent', 'waiting-sender', 'set-aside', 'failed']);
const MOST_PAGES = 60;

interface RegroupProps {
  readonly record: ShownCorrespondence;
  readonly documents: readonly DocumentRecord[];
}

/** What holds two letters becomes two items, two items that are one letter become one; and back. */
export function RegroupCard({ record, documents }: RegroupProps) {
  const { id, revision, scan, state, settlement, erased, reading, source } = record;
  if (erased !== null || source === 'desk' || source === 'page') return null;
  const attachments = scan === null ? (reading?.attachments ?? []) : [];
  const { splitFrom, merged } = settlement ?? {};
  const undoes = (merged !== undefined && state === 'joined') || (splitFrom !== undefined && OPEN.has(state));
  if (!undoes && !(OPEN.has(state) && (scan !== null || attachments.length > 0))) return null;
  const splits = OPEN.has(state) && (attachments.length > 0 || pagesOf(record, documents).length > 1);
  return (
    <details class="card">
      <summary data-touche="s">{scan === null ? 'Scinder ce courriel' : 'Scinder ou réunir'}</summary>
      {splits && (
        <form method="post" action={`/bureau/${id}`}>
          <input type="hidden" name="revision" value={revision} />
          {scan === null ? <Attachments record={record} /> : <Strip pages={pagesOf(record, documents)} />}
          <div class="acts">
            <button name="acte" value="scinder" type="submit">
              Scinder
            </button>
          </div>
        </form>
      )}
      {OPEN.has(state) && scan !== null && (
        <form class="acts" method="post" action={`/bureau/${id}`}>
          <input type="hidden" name="revision" value={revision} />
          <label>
            Réunir au courrier, derrière ses pages
            <br />
            <input name="dossier" placeholder="C-2026-004217" size={26} autocomplete="off" required />
          </label>
          <button name="acte" value="reunir" type="submit">
            Réunir
          </button>
        </form>
      )}
      {undoes && (
        <form class="acts" method="post" action={`/bureau/${id}`}>
          <input type="hidden" name="revision" value={revision} />
          <button name="acte" value="defaire" type="submit">
            {merged !== undefined && state === 'joined'
              ? 'Défaire\u00a0: en refaire deux courriers'
              : `Défaire\u00a0: remettre ces ${scan === null ? 'pièces' : 'pages'} au premier`}
          </button>
          <a href={`/bureau/${(merged ?? splitFrom)?.id}`}>L’autre courrier</a>
        </form>
      )}
    </details>
  );
}

interface StripPage {
  /** As the form names it. */
  readonly value: string;
  readonly picture: string;
  readonly name: string;
}

/** Every page of every file: of a file of one page the file itself. */
function pagesOf(record: ShownCorrespondence, documents: readonly DocumentRecord[]): readonly StripPage[] {
  return documents
    .filter(({ role }) => role === 'page')
    .flatMap(({ id, name, pages }) => {
      const count = pages ?? countPages(record, name);
      return Array.from({ length: count }, (_, index) => ({
        value: count === 1 ? id : `${id}:${index + 1}`,
        picture: `/bureau/${record.id}/pages/${id}/${index + 1}`,
        name: maskNirs(name),
      }));
    })
    .slice(0, MOST_PAGES);
}

function Strip({ pages }: { readonly pages: readonly StripPage[] }) {
  return (
    <fieldset>
      <legend>Pages qui font un autre courrier</legend>
      <div class="strip">
        {pages.map(({ value, picture, name }, index) => (
          <label>
            <img src={picture} alt="" loading="lazy" />
            <input type="checkbox" name="page" value={value} />
            {` Page ${index + 1} `}
            <span class="soft">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Attachments({ record: { reading } }: { readonly record: ShownCorrespondence }) {
  return (
    <fieldset>
      <legend>Pièces jointes qui font un autre courrier</legend>
      {reading?.attachments.map(({ name, type }, index) => (
        <label>
          <input type="checkbox" name="page" value={index + 1} />
          {` ${maskNirs(name ?? `pièce ${index + 1}`)} `}
          <span class="soft">{type}</span>
        </label>
      ))}
    </fieldset>
  );
}
