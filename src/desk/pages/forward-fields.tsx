import type { OtherOffice } from '../../domain/other-office';

interface ForwardProps {
  readonly offices: ReadonlyMap<string, OtherOffice>;
  /** Class of its button: the one action that settles the item stands out. */
  readonly look: string;
}

/** The office in charge, to which the agent sends the mail on; its author is told by letter. */
export function ForwardFields({ offices, look }: ForwardProps) {
  return (
    <div class="acts">
      <label>
        Caf qui en a la charge{' '}
        <select name="caf">
          <option value="">—</option>
          {[...offices.values()].map(({ code, name, email }) => (
            <option value={code}>{`${code} ${name}${email === null ? ' (par la poste)' : ''}`}</option>
          ))}
        </select>
      </label>
      <button class={look} name="acte" value="transmettre" type="submit">
        Transmettre et prévenir l’auteur
      </button>
    </div>
  );
}
