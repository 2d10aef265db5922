import { hash, verify } from '@node-rs/argon2';

/** Counted in characters; no other rule: length is what makes a password hard to guess (ANSSI, CNIL 2022). */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** What is wrong with a password that somebody chose, in French; null where nothing is. */
export function passwordFault(password: string, again: string): string | null {
  const { least, most } = PASSWORD_LENGTH;
  if ([...password].length < least) return `Le mot de passe doit avoir au moins ${least} caractères.`;
  if ([...password].length > most) return `Le mot de passe doit avoir au plus ${most} caractères.`;
  return password === again ? null : 'Les deux mots de passe ne sont pas les mêmes.';
}

/** argon2id with the library’s costs: 19 MiB, two passes (OWASP). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Of nobody: compared with where the login is unknown, so that the answer takes as long. */
const NOBODYS = hashPassword('personne');

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  if (password.length > PASSWORD_LENGTH.most * 2) return false;
  const right = await verify(passwordHash ?? (await NOBODYS), password);
  return right && passwordHash !== null;
}
