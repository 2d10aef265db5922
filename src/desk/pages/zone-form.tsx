interface ZoneFormProps {
  /** Where the page’s picture is. */
  readonly picture: string;
  readonly page: number;
  /** Of the file. */
  readonly label: string;
  /** Name of the basket that is being worked through; empty for none. */
  readonly basket: string;
}

const SIDES = [
  { name: 'gauche', label: 'Gauche', value: 10 },
  { name: 'haut', label: 'Haut', value: 10 },
  { name: 'largeur', label: 'Largeur', value: 80 },
  { name: 'hauteur', label: 'Hauteur', value: 10 },
] as const;

/** A zone of a page, in hundredths of its sides; with the script it is drawn on the picture. */
export function ZoneForm({ picture, page, label, basket }: ZoneFormProps) {
  return (
    <details class="zone">
      <summary>{`Lire une zone de la page ${page} de ${label}`}</summary>
      <form class="acts tight" method="post" action={`${picture}/zone`} data-zone>
        <input type="hidden" name="corbeille" value={basket} />
        {SIDES.map(({ name, label, value }) => (
          <label>
            {label} <input name={name} type="number" min={0} max={100} step="any" value={value} required />
          </label>
        ))}
        <button type="submit">Lire</button>
        <span class="soft">En centièmes de la page, ou tracez la zone sur l’image.</span>
      </form>
    </details>
  );
}
