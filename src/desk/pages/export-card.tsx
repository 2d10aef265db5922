/** Where a case is taken out of the house: whole, or as the Caf’s own system takes it over. */
export function ExportCard({ id }: { readonly id: string }) {
  return (
    <section class="card">
      <h2>Emporter ce dossier</h2>
      <ul>
        <li>
          <a href={`/bureau/${id}/dossier.zip`}>Tout le dossier (zip)</a>
          <span class="soft">{'\u00a0: documents, lettres, envois, journal, avec leurs empreintes'}</span>
        </li>
        <li>
          <a href={`/bureau/${id}/remise.json`}>Fichier de remise (JSON)</a>
          <span class="soft">{'\u00a0: pour le système de la Caf'}</span>
        </li>
      </ul>
      <p class="soft">Chaque export est journalisé.</p>
    </section>
  );
}
