import type { AllocataireFile } from '../directory/allocataire-file';

/**
 * The invented person of the self-check; in no directory. Nobody was born in the commune 999 of the country 99, the code for
 * places abroad, whose codes the Insee gives below 600: this NIR is no person's. Its key is right.
 */
export const INVENTED_NIR = '1550899999999';

export const INVENTED_ALLOCATAIRE: AllocataireFile = {
  numeroAllocataire: '0000000',
  caf: '000',
  status: 'actif',
  email: null,
  address: ['MONSIEUR CAMILLE ESSAI', '', '', '1 RUE DE L ESSAI', '', '75000 PARIS', ''],
  persons: [
    {
      role: 'allocataire',
      nir: INVENTED_NIR,
      title: 'MONSIEUR',
      firstName: 'Camille',
      lastName: 'Essai',
      birthName: null,
      birthDate: '1955-08-12',
      sex: 'M',
    },
  ],
  payments: [{ month: '2026-01', benefit: 'APL', cents: 10_000, nature: 'droit' }],
  quotientFamilial: null,
  montantNetSocial: [],
};
