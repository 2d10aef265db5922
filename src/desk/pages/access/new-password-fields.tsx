/** A password that somebody chooses, typed twice. */
export function NewPasswordFields() {
  return (
    <>
      <p>
        <label for="nouveau">Nouveau mot de passe</label>
        <input
          id="nouveau"
          name="nouveau"
          type="password"
          autocomplete="new-password"
          minLength={12}
          aria-describedby="nouveau-aide"
          required
        />
        <span class="soft hint" id="nouveau-aide">
          Douze caractères au moins&nbsp;: quelques mots font un bon mot de passe.
        </span>
      </p>
      <p>
        <label for="encore">Le même, encore une fois</label>
        <input id="encore" name="encore" type="password" autocomplete="new-password" minLength={12} required />
      </p>
    </>
  );
}
