import { type Result, refused } from '../../domain/result';
import { readText } from '../access/form-fields';
import type { DeskParts } from '../desk-parts';

const ACTS = ['rattacher', 'detacher', 'rattacher-personne', 'detacher-personne'] as const;
type Act = (typeof ACTS)[number];
const ROLES = ['allocataire', 'conjoint', 'enfant'] as const;

export const isAttaching = (act: unknown): act is Act => ACTS.some((one) => one === act);

/** What the forms of the attach card do. @returns why not, in French */
export function attachByForm(
  { attach, attachToPerson }: Pick<DeskParts, 'attach' | 'attachToPerson'>,
  id: string,
  act: Act,
  body: Record<string, unknown>,
  by: string,
): Promise<Result<true, string>> {
  const revision = Number(readText(body, 'revision'));
  switch (act) {
    case 'rattacher':
      return attach.attach(id, revision, readText(body, 'dossier'), by);
    case 'detacher':
      return attach.detach(id, revision, by);
    case 'rattacher-personne': {
      const numeroAllocataire = readText(body, 'numero').trim();
      const role = ROLES.find((one) => one === readText(body, 'role'));
      if (!/^\d{7}$/.test(numeroAllocataire) || role === undefined)
        return Promise.resolve(refused('Donnez les sept chiffres du numéro allocataire.'));
      return attachToPerson.attach(id, revision, { numeroAllocataire, role }, by);
    }
    case 'detacher-personne':
      return attachToPerson.detach(id, revision, by);
  }
}
