/**
 * The domain that an authentication must speak of: of the one From header with the one address in it.
 * @param fields values of every From header
 * @param addresses what was read out of them
 * @returns null where From is missing, doubled, holds several addresses or could be read in two ways (RFC 7489 §6.6.1)
 */
export function singleFromDomain(fields: readonly string[], addresses: readonly string[]): string | null {
  const [field, ...others] = fields;
  const [address, ...more] = addresses;
  if (field === undefined || address === undefined || others.length > 0 || more.length > 0) return null;
  const bare = withoutComments(field.replace(/"(?:[^"\\]|\\[\s\S])*"/g, ' '));
  const named =
    /^[^<>@,;:]*<\s*([^\s<>@,;:]+@[^\s<>@,;:]+)\s*>\s*$/.exec(bare) ?? /^\s*([^\s<>@,;:]+@[^\s<>@,;:]+)\s*$/.exec(bare);
  if (named?.[1]?.toLowerCase() !== address.toLowerCase()) return null;
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function withoutComments(text: string): string {
  let kept = text;
  for (let before = ''; before !== kept; ) {
    before = kept;
    kept = kept.replace(/\([^()]*\)/g, ' ');
  }
  return kept;
}
