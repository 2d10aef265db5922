import type { HandOverTarget } from '../team/hand-over';

interface Props {
  /** Of the correspondence. */
  readonly id: string;
  readonly basket: string;
  /** Whose it is to settle; null for nobody's in particular. */
  readonly assigned: { readonly id: string; readonly name: string } | null;
  /** Null for who may hand nothing over. */
  readonly targets: readonly HandOverTarget[] | null;
}

/** Whose it is to settle, and to whom it can be handed. */
export function HandOverCard({ id, basket, assigned, targets }: Props) {
  if (targets === null && assigned === null) return null;
  const whose = assigned === null ? 'Confié à personne en particulier' : `Confié à ${assigned.name}`;
  if (targets === null) return <p class="card">{whose}</p>;
  return (
    <details class="card">
      <summary data-touche="o">{whose}</summary>
      <form class="acts" method="post" action="/bureau/confier">
        <input type="hidden" name="courrier" value={id} />
        <input type="hidden" name="corbeille" value={basket} />
        <input type="hidden" name="depuis" value="courrier" />
        <TargetSelect label="Confier à" targets={targets} />
        <button type="submit">Confier</button>
      </form>
    </details>
  );
}

export function TargetSelect({
  label,
  targets,
}: {
  readonly label: string;
  readonly targets: readonly HandOverTarget[];
}) {
  return (
    <label>
      {`${label} `}
      <select name="a">
        <option value="">— choisir —</option>
        {targets.map(({ value, label: name }) => (
          <option value={value}>{name}</option>
        ))}
      </select>
    </label>
  );
}
