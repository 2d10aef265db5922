import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { DocumentRecord, ShownCorrespondence } from '../../persistence/correspondence-record';

const OPEN: ReadonlySet<string> = new Set(['needs-agent', 'waiting-sender', 'set-aside', 'failed']);

interface RegroupProps {
  readonly record: ShownCorrespondence;
  readonly documents: readonly DocumentRecord[];
}

/** A scan that holds two letters becomes two items, two items that are one letter become one; and back. */
export function RegroupCard({ record, documents }: RegroupProps) {
  const { id, revision, scan, state, settlement, erased } = record;
  if (scan === null || erased !== null) return null;
  const pages = documents.filter(({ role }) => role === 'page');
  const { splitFrom, merged } = settlement ?? {};
  const undoes = (merged !== undefined && state === 'joined') || (splitFrom !== undefined && OPEN.has(state));
  if (!undoes && !OPEN.has(state)) return null;
  return (
    <details class="card">
      <summary data-touche="s">Scinder ou réunir</summary>
      {OPEN.has(state) && pages.length > 1 && (
        <form method="post" action={`/bureau/${id}`}>
          <input type="hidden" name="revision" value={revision} />
          <fieldset>
            <legend>Pages qui font un autre courrier</legend>
            {pages.map(({ id: page, name, pages: count }, index) => (
              <label>
                <input type="checkbox" name="page" value={page} />
                {` Page ${index + 1}, ${maskNirs(name)}${count !== null && count > 1 ? ` (${count} pages)` : ''}`}
              </label>
            ))}
          </fieldset>
          <div class="acts">
            <button name="acte" value="scinder" type="submit">
              Scinder
            </button>
          </div>
        </form>
      )}
      {OPEN.has(state) && (
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
              : 'Défaire\u00a0: remettre ces pages au premier'}
          </button>
          <a href={`/bureau/${(merged ?? splitFrom)?.id}`}>L’autre courrier</a>
        </form>
      )}
    </details>
  );
}
