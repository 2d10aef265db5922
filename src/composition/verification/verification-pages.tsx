import { dateInFigures } from '../../domain/calendar/french-dates';
import { type OfficeShown, renderPublicPage } from '../../platform/http/public-page';
import type { DocumentVerdict } from '../signature/verify-document';

const TITLES: Readonly<Record<DocumentVerdict['verdict'], string>> = {
  authentic: 'Document authentique',
  altered: 'Document modifié',
  revoked: 'Document révoqué',
  unknown: 'Document inconnu',
};

/** Where whoever was handed an attestation asks whether it is ours. */
export function renderVerificationForm(office: OfficeShown, fault: string | null): string {
  return renderPublicPage({
    office,
    title: `${fault === null ? '' : 'À corriger\u00a0: '}Vérifier une attestation`,
    children: (
      <>
        <h1>Vérifier une attestation</h1>
        <p>
          Vous avez reçu une attestation de la Caf&nbsp;: donnez le fichier PDF tel que vous l’avez reçu, ou ce qu’un
          lecteur lit dans son code carré. Rien n’est gardé de ce que vous envoyez.
        </p>
        {fault !== null && (
          <p class="faults" role="alert">
            {fault}
          </p>
        )}
        <form method="post" encType="multipart/form-data">
          <div class="field">
            <label for="fichier">Fichier de l’attestation</label>
            <span class="hint" id="fichier-aide">
              PDF de 5&nbsp;Mo au plus. Une photographie ou une copie numérisée ne se vérifie pas ainsi.
            </span>
            <input
              id="fichier"
              name="fichier"
              type="file"
              accept="application/pdf,.pdf"
              aria-describedby="fichier-aide"
            />
          </div>
          <div class="field">
            <label for="code">Ou contenu du code</label>
            <span class="hint" id="code-aide">
              Les octets lus dans le code, en base64 ou en chiffres hexadécimaux.
            </span>
            <textarea id="code" name="code" rows={4} maxLength={8000} spellcheck={false} aria-describedby="code-aide" />
          </div>
          <button type="submit">Vérifier</button>
        </form>
      </>
    ),
  });
}

/** What was found. What the document says is repeated only where it is authentic: nobody reads here what a paper hides. */
export function renderVerdict(office: OfficeShown, { verdict, because, code }: DocumentVerdict): string {
  const title = TITLES[verdict];
  return renderPublicPage({
    office,
    title,
    children: (
      <>
        <div class={`verdict${verdict === 'authentic' ? ' good' : ''}`} role="status">
          <h1>{title}</h1>
          <p>{`${because.charAt(0).toUpperCase()}${because.slice(1)}.`}</p>
        </div>
        {verdict === 'authentic' && code !== null && (
          <>
            <h2>Ce que nous avons signé</h2>
            <dl>
              <Signed label="Titulaire" value={code.holder} />
              <Signed label="Numéro allocataire" value={code.numeroAllocataire} />
              <Signed label="Période" value={code.period} />
              <Signed label="Montant" value={code.amount} />
              <Signed label="Délivré le" value={dateInFigures(code.issuedOn)} />
              <Signed label="Référence" value={code.reference} />
            </dl>
          </>
        )}
        <p>
          <a href="/verifier">Vérifier un autre document</a>
        </p>
      </>
    ),
  });
}

function Signed({ label, value }: { readonly label: string; readonly value: string }) {
  if (value === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
