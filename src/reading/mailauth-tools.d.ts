declare module 'mailauth/lib/tools' {
  /** The first domain of the list with the same organisational domain (public suffix list), false for none. */
  export function getAlignment(fromDomain: string, domains: readonly string[]): { domain: string } | false;
}
