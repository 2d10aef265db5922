import type { Classification } from '../domain/correspondence';

/** Why an item stands on top of its basket, in a few words each; empty for most. */
export function urgencyInWords({ danger, flags = [] }: Classification): string[] {
  const has = (kind: string): boolean => flags.some((flag) => flag.kind === kind);
  return [
    ...(danger.length > 0 ? ['Danger ou détresse'] : []),
    ...(has('legal-clock') ? ['Délai légal'] : []),
    ...(has('vulnerable') ? ['Personne fragile'] : []),
  ];
}
