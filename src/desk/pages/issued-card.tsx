import { dateInWords } from '../../domain/calendar/french-dates';
import type { IssuedDocument } from '../issued-documents';

interface Props {
  /** Of the correspondence. */
  readonly id: string;
  readonly issued: readonly IssuedDocument[];
  /** Who only looks is offered no form. */
  readonly mayRevoke: boolean;
}

/** Signed documents that left, and how one is revoked: folded away, with a reason and a box to tick. */
export function IssuedCard({ id, issued, mayRevoke }: Props) {
  if (issued.length === 0) return null;
  return (
    <section class="card">
      <h2>Documents signés envoyés</h2>
      {issued.map((document) => (
        <IssuedLine id={id} document={document} mayRevoke={mayRevoke} />
      ))}
    </section>
  );
}

interface LineProps extends Pick<Props, 'id' | 'mayRevoke'> {
  readonly document: IssuedDocument;
}

function IssuedLine({ id, document, mayRevoke }: LineProps) {
  const { name, documentId, revocation } = document;
  return (
    <div>
      <p>
        <a href={`/bureau/${id}/documents/${document.id}`}>{name}</a> <span class="soft num">{documentId}</span>
      </p>
      {revocation !== null && (
        <p class="due">
          {revocation.of === 'key' ? 'Clé de signature révoquée le ' : 'Révoqué le '}
          {`${dateInWords(revocation.on)}\u00a0: qui le vérifie le voit.`}
        </p>
      )}
      {revocation === null && mayRevoke && (
        <details>
          <summary>Révoquer ce document</summary>
          <form method="post" action={`/bureau/${id}`}>
            <input type="hidden" name="document" value={document.id} />
            <p>
              <label>
                Pourquoi (gardé chiffré)
                <br />
                <input name="motif" required maxLength={500} size={40} autocomplete="off" />
              </label>
            </p>
            <p>
              <label>
                <input type="checkbox" name="confirme" value="oui" required /> Ce document ne doit plus servir. La
                révocation ne se reprend pas.
              </label>
            </p>
            <button name="acte" value="revoquer" type="submit">
              Révoquer ce document
            </button>
          </form>
        </details>
      )}
    </div>
  );
}
