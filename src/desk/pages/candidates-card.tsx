import { dateInWords } from '../../domain/calendar/french-dates';
import { formatNir, maskNir } from '../../domain/nir/nir-format';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { Candidate } from '../candidates/find-candidates';
import { REVEAL_REASONS } from '../candidates/reveal-reasons';

interface CandidatesProps {
  readonly record: ShownCorrespondence;
  readonly candidates: readonly Candidate[];
  /** Whose NIR is shown in full, this once. */
  readonly revealed: Pick<Candidate, 'numeroAllocataire' | 'personIndex'> | null;
  /** Name of the basket that is being worked through; empty for none. */
  readonly basket: string;
  /** Is saying whose it is what settles the item? */
  readonly settles: boolean;
  readonly mayReveal: boolean;
  readonly maySettle: boolean;
}

/** Who may have written: what speaks for and against each, and the button that says «it is they». */
export function CandidatesCard(props: CandidatesProps) {
  const { candidates, settles } = props;
  return (
    <section class="card">
      <h2>De qui vient-il&nbsp;?</h2>
      {candidates.length === 0 && (
        <p class="soft">Aucun dossier du répertoire ne porte un numéro lu dans ce courrier.</p>
      )}
      {candidates.map((candidate, index) => (
        <One {...props} candidate={candidate} main={settles && index === 0} place={index} />
      ))}
    </section>
  );
}

interface OneProps extends CandidatesProps {
  readonly candidate: Candidate;
  readonly main: boolean;
  readonly place: number;
}

function One({ record, candidate, revealed, basket, main, place, mayReveal, maySettle }: OneProps) {
  const { numeroAllocataire, personIndex, role, name, sex, birthDate, status, nir, likely, speaks } = candidate;
  const shown = revealed?.numeroAllocataire === numeroAllocataire && revealed.personIndex === personIndex;
  return (
    <div class={likely ? 'cand best' : 'cand'}>
      <p>
        <strong>{name}</strong>{' '}
        <span class="soft">{`${role}, ${sex === 'F' ? 'née' : 'né'} le ${dateInWords(birthDate)}`}</span>
        {status !== 'actif' && <strong class="flag">{` dossier ${status}`}</strong>}
      </p>
      <p class="num">
        <span class="soft">Dossier</span> {numeroAllocataire} <span class="soft">· NIR</span>{' '}
        {nir === null ? 'inconnu' : shown ? formatNir(nir) : maskNir(nir)}
      </p>
      <ul class="speaks">
        {speaks.map(({ for: agrees, words }) => (
          <li class={agrees ? 'yes' : 'no'}>
            <span class="unseen">{agrees ? 'Pour\u00a0: ' : 'Contre\u00a0: '}</span>
            {words}
          </li>
        ))}
      </ul>
      <div class="acts">
        {maySettle && (
          <form method="post" action={`/bureau/${record.id}`}>
            <input type="hidden" name="revision" value={record.revision} />
            <input type="hidden" name="corbeille" value={basket} />
            <input type="hidden" name="numero" value={numeroAllocataire} />
            <input type="hidden" name="role" value={role} />
            <button
              class={main ? 'main' : 'other'}
              name="acte"
              value="personne"
              type="submit"
              data-touche={place === 0 ? 'c' : undefined}
            >
              {`C’est ${name}`}
            </button>
          </form>
        )}
        {mayReveal && nir !== null && !shown && (
          <details class="inline">
            <summary>Voir le NIR</summary>
            <form class="acts tight" method="post" action={`/bureau/${record.id}/reveler`}>
              <input type="hidden" name="corbeille" value={basket} />
              <input type="hidden" name="numero" value={numeroAllocataire} />
              <input type="hidden" name="personne" value={personIndex} />
              <label>
                Motif{' '}
                <select name="motif" required>
                  <option value="">—</option>
                  {REVEAL_REASONS.map(({ code, label }) => (
                    <option value={code}>{label}</option>
                  ))}
                </select>
              </label>
              <button type="submit">Voir</button>
            </form>
          </details>
        )}
      </div>
    </div>
  );
}
