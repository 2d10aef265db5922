import type { Macro } from '../../domain/desk/macro';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';

interface Props {
  readonly record: ShownCorrespondence;
  readonly macros: readonly Macro[];
  readonly basket: string;
}

/** Frequent acts, a button and a key each; what one would do is shown before it is done. */
export function MacrosCard({ record, macros, basket }: Props) {
  if (macros.length === 0) return null;
  return (
    <form class="card" method="post" action={`/bureau/${record.id}/geste`}>
      <h2>Gestes fréquents</h2>
      <input type="hidden" name="revision" value={record.revision} />
      <input type="hidden" name="corbeille" value={basket} />
      <div class="acts tight">
        {macros.map(({ id, name, key }) => (
          <button name="geste" value={id} type="submit" data-touche={key ?? undefined}>
            {name}
          </button>
        ))}
      </div>
    </form>
  );
}
