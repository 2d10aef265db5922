/**
 * What `matchAll` gives, at once: that builds its pattern anew for each text, which costs more than to look a letter through.
 * @param pattern global, and never matching nothing
 */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) matches.push(match);
  return matches;
}
