import type { ShownCorrespondence } from '../../persistence/correspondence-record';

/** Joins the item to another case by hand, or lays it with a person's mail, or takes that back. */
export function AttachCard({ record }: { readonly record: ShownCorrespondence }) {
  const { id, revision, state, source, settlement, erased } = record;
  if (erased !== null || source === 'desk') return null;
  const attached = state === 'joined' && settlement?.attached !== undefined;
  if (state === 'joined' && !attached) return null;
  return (
    <>
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
      {!attached && record.triage !== null && <PersonForm record={record} />}
    </>
  );
}

/** States in which nothing is under way, and nobody is waited for. */
const MAY: ReadonlySet<string> = new Set(['needs-agent', 'answered', 'closed', 'set-aside']);

function PersonForm({ record: { id, revision, state, settlement } }: { readonly record: ShownCorrespondence }) {
  if (!MAY.has(state)) return null;
  return (
    <form class="card" method="post" action={`/bureau/${id}`}>
      <input type="hidden" name="revision" value={revision} />
      {settlement?.filed !== undefined ? (
        <button name="acte" value="detacher-personne" type="submit">
          Détacher de cette personne
        </button>
      ) : (
        <div class="acts">
          <label>
            Rattacher à une personne, sans rien décider ni envoyer
            <br />
            <input name="numero" inputMode="numeric" pattern="[0-9]{7}" placeholder="0260311" size={9} required />
          </label>
          <select name="role" aria-label="De qui est ce courrier">
            <option value="allocataire">allocataire</option>
            <option value="conjoint">conjoint</option>
            <option value="enfant">enfant</option>
          </select>
          <button name="acte" value="rattacher-personne" type="submit">
            Rattacher à cette personne
          </button>
        </div>
      )}
    </form>
  );
}
