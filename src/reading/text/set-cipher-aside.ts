const ENCRYPTED = /^-----BEGIN PGP MESSAGE-----[^\S\n]*\n[\s\S]*?(?:^-----END PGP MESSAGE-----[^\S\n]*$|(?![\s\S]))/gm;

/** A text without the encrypted blocks in it (RFC 4880 §6.2): nobody reads them here. */
export function setCipherAside(text: string): { readonly text: string; readonly encrypted: boolean } {
  if (!text.includes('-----BEGIN PGP MESSAGE-----')) return { text, encrypted: false };
  const rest = text.replace(ENCRYPTED, '');
  return { text: rest.trim(), encrypted: rest !== text };
}
