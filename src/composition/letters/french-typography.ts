/**
 * Sets a letter's own text as French is printed, so that those who write letters type on an ordinary keyboard:
 * curly apostrophes, no-break spaces before : ; ! ? » and after «, en dashes, ellipses. Never used on data.
 */
export function setFrenchTypography(text: string): string {
  return (
    text
      .replace(/'/g, '’')
      .replace(/\.{3}/g, '…')
      // Lexique des règles typographiques: a thin no-break space before ; ! ?, a full one before : and inside « ».
      .replace(/[ \u00a0]+([;!?])/g, '\u202f$1')
      .replace(/[ \u00a0]+([:»])/g, '\u00a0$1')
      .replace(/«[ \u00a0]*/g, '«\u00a0')
      .replace(/(^|[ \u00a0])-(?= )/g, '$1–')
      // No line begins with a dash.
      .replace(/ – /g, '\u00a0– ')
      // A number stays with the word that it counts.
      .replace(/(\d) (caractères?|chiffres?|mois|jours?|lettres?|ans?|€)(?![\p{L}])/gu, '$1\u00a0$2')
  );
}
