import type { AllocataireFile, Directory } from '../directory/allocataire-file';
import { INVENTED_ALLOCATAIRE, INVENTED_NIR } from './invented-allocataire';

/**
 * What a self-check's items are identified by: the invented person alone. The house's directory is asked as for any item, so
 * that one which is away holds the check up, and what it answers is left out: no real file comes near.
 */
export class SelfCheckDirectory implements Directory {
  constructor(private readonly real: Directory) {}

  async findFiles(
    nirs: readonly string[],
    numerosAllocataires: readonly string[],
  ): Promise<readonly AllocataireFile[]> {
    await this.real.findFiles(nirs, numerosAllocataires);
    const asked = nirs.includes(INVENTED_NIR) || numerosAllocataires.includes(INVENTED_ALLOCATAIRE.numeroAllocataire);
    return asked ? [INVENTED_ALLOCATAIRE] : [];
  }
}
