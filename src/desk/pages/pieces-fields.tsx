interface Props {
  /** YYYY-MM-DD, the last day that is proposed. */
  readonly answerBy: string;
  readonly documents: readonly string[];
}

/** What the person still has to send: the letter lists it, and the clock stands still until it comes. */
export function PiecesFields({ answerBy, documents }: Props) {
  return (
    <details>
      <summary>Demander des documents</summary>
      <p>
        <label for="pieces">Documents à demander, un par ligne</label>
        <textarea id="pieces" name="pieces" rows={4} cols={48} maxLength={4000}>
          {documents.join('\n')}
        </textarea>
      </p>
      <div class="acts">
        <label>
          À recevoir avant le <input type="date" name="avant" value={answerBy} />
        </label>
        <button name="acte" value="pieces" type="submit">
          Demander ces documents
        </button>
      </div>
    </details>
  );
}
