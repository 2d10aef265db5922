import type { ClassifiedRequest } from '../../domain/correspondence';
import { requestKindName } from '../../domain/requests/request-kind-names';
import { detailsInWords } from '../details-in-words';

interface RequestsProps {
  readonly requests: readonly ClassifiedRequest[];
}

/** What goes with each request: periods, amounts, a new address, a bank account. */
export function RequestDetailsList({ requests }: RequestsProps) {
  const told = requests.flatMap(({ kind, details }) => (details === undefined ? [] : [{ kind, details }]));
  if (told.length === 0) return null;
  return (
    <ul aria-label="Ce qui va avec la demande">
      {told.flatMap(({ kind, details }) =>
        detailsInWords(details).map((sentence) => (
          <li>
            {told.length > 1 && <span class="soft">{`${requestKindName(kind)}\u00a0: `}</span>}
            {sentence}
          </li>
        )),
      )}
    </ul>
  );
}

/** The months of the attestation, for the agent to say where the message leaves them in doubt. */
export function PeriodFields() {
  return (
    <p>
      <label for="du">Attestation du mois de</label>{' '}
      <input id="du" name="du" type="month" pattern="[0-9]{4}-[0-9]{2}" /> <label for="au">au mois de</label>{' '}
      <input id="au" name="au" type="month" pattern="[0-9]{4}-[0-9]{2}" />{' '}
      <button class="other" name="acte" value="periode" type="submit">
        Cette période
      </button>
    </p>
  );
}
