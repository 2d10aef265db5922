import type { ShownCorrespondence } from '../../persistence/correspondence-record';

/** Joins the item to another case by hand, or takes that back. */
export function AttachCard({ record }: { readonly record: ShownCorrespondence }) {
  const { id, revision, state, source, settlement, erased } = record;
  if (erased !== null || source === 'desk') return null;
  const attached = state === 'joined' && settlement?.attached !== undefined;
  if (state === 'joined' && !attached) return null;
  return (
    <form class="card" method="post" action={`/bureau/${id}`}>
      <input type="hidden" name="revision" value={revision} />
      {attached ? (
        <button name="acte" value="detacher" type="submit">
          Détacher de ce courrier
        </button>
      ) : (
        <div class="acts">
          <label>
            Rattacher à un autre courrier, par sa référence
            <br />
            <input name="dossier" placeholder="C-2026-004217" size={26} autocomplete="off" required />
          </label>
          <button name="acte" value="rattacher" type="submit">
            Rattacher
          </button>
        </div>
      )}
    </form>
  );
}
