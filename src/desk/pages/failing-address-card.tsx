import { dateInWords } from '../../domain/calendar/french-dates';
import type { FailingAddress } from '../../persistence/failing-address.repository';
import { parisDate } from '../../platform/clock';

interface Props {
  /** Of the correspondence. */
  readonly id: string;
  readonly basket: string;
  readonly failing: readonly FailingAddress[];
  readonly mayLift: boolean;
}

/** That our e-mails to the item's author come back, and the button of who knows better. */
export function FailingAddressCard({ id, basket, failing, mayLift }: Props) {
  const [first] = failing;
  if (first === undefined) return null;
  return (
    <form class="card why" method="post" action={`/bureau/${id}`}>
      <h2>Adresse électronique en panne</h2>
      <p>
        {`Nos e-mails n’y arrivent plus depuis le ${dateInWords(parisDate(first.since))}\u00a0: celui de `}
        <a href={`/bureau/${first.correspondenceId}`}>{first.reference}</a>
        {' est revenu. Les réponses partent par la poste.'}
      </p>
      {mayLift && (
        <div class="acts">
          <input type="hidden" name="corbeille" value={basket} />
          <button name="acte" value="lever-panne" type="submit">
            Cette adresse reçoit de nouveau
          </button>
        </div>
      )}
    </form>
  );
}
