import type { PendingDecision } from '../../persistence/desk/pending.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';

interface PendingCardProps {
  /** Id of the correspondence. */
  readonly id: string;
  readonly pending: PendingDecision<unknown>;
  readonly holder: DeskUser;
  readonly maySettle: boolean;
}

/** A decision that is not done yet: it can be taken back, or is to be approved. */
export function PendingCard({ id, pending: { byId, byName, dueAt }, holder, maySettle }: PendingCardProps) {
  const approval = dueAt === null;
  return (
    <form class="card why" method="post" action={`/bureau/${id}`}>
      <h2>{approval ? `${byName} demande votre approbation` : `${byName} a décidé de ce courrier`}</h2>
      <p>
        {approval
          ? 'Relisez le courrier et ce qui est décidé\u00a0: une autre personne que l’auteur l’approuve.'
          : 'La décision est faite dans quelques secondes\u00a0; d’ici là elle peut être reprise.'}
      </p>
      {maySettle && (
        <div class="acts">
          {approval && byId !== holder.id && (
            <button class="main" name="acte" value="approuver" type="submit">
              Approuver
            </button>
          )}
          <button name="acte" value="annuler" type="submit">
            {approval ? 'Renvoyer sans suite' : 'Annuler l’envoi'}
          </button>
        </div>
      )}
    </form>
  );
}

/** On the page after: what was just decided, and how to take it back. @param id of the item that was decided */
export function UndoLine({ id, seconds }: { readonly id: string; readonly seconds: number }) {
  return (
    <form class="card undo" method="post" action={`/bureau/${id}`}>
      <span role="status">{`Décision prise. Elle est faite dans ${seconds}\u00a0secondes.`}</span>{' '}
      <button name="acte" value="annuler" type="submit" data-touche="z">
        Annuler l’envoi
      </button>
    </form>
  );
}
