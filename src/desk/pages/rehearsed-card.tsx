import type { RehearsedReply } from '../replies/rehearsed-reply';

interface RehearsedProps {
  /** Where its parts are asked for. */
  readonly at: string;
  readonly reply: RehearsedReply;
}

/** A reply as it would leave: to whom, its words, its files. It stands within the form that made it. */
export function RehearsedCard({ at, reply }: RehearsedProps) {
  const { destination, subject, text, html, files, message, rest } = reply;
  const piece = (name: string | number) => `${at}/${name}`;
  return (
    <section class="card" aria-label="Ce qui partirait">
      <h2>{destination.kind === 'email' ? 'Courriel tel qu’il partirait' : 'Lettre telle qu’elle partirait'}</h2>
      <dl>
        <dt>À</dt>
        <dd>
          {destination.kind === 'email'
            ? destination.address
            : destination.address.filter((line) => line !== '').join(', ')}
        </dd>
        <dt>Objet</dt>
        <dd>{subject}</dd>
      </dl>
      {rest !== null && <p class="flag">{`Il vous restera\u00a0: ${rest}`}</p>}
      <div class="acts">
        {files.map(({ fileName, pages }, index) => (
          <button type="submit" formAction={piece(index + 1)} formTarget="_blank">
            {`${fileName}, ${pages}\u00a0${pages === 1 ? 'page' : 'pages'}`}
          </button>
        ))}
        {message !== null && (
          <button type="submit" formAction={piece('message')}>
            Le courriel entier (.eml)
          </button>
        )}
      </div>
      {message !== null && (
        <>
          <iframe title="Courriel tel que son destinataire le verrait" srcDoc={html} sandbox="" />
          <details>
            <summary>En texte seul</summary>
            <pre>{text}</pre>
          </details>
        </>
      )}
      <p class="soft">
        Une attestation porte son code de signature à l’envoi seulement, et une lettre qui demande le numéro une autre
        adresse à usage unique.
      </p>
    </section>
  );
}
