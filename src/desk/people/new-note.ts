import { z } from 'zod';

/** A note of a call or a visit, and whom it is of. */
export const newNote = z
  .strictObject({
    nir: z.string().min(1).max(60).optional(),
    numeroAllocataire: z
      .string()
      .regex(/^\d{7}$/, 'sept chiffres')
      .optional(),
    channel: z.enum(['phone', 'accueil'], 'phone ou accueil'),
    text: z.string().trim().min(1, 'un texte').max(10_000, 'dix mille signes au plus'),
  })
  .refine(({ nir, numeroAllocataire }) => (nir === undefined) !== (numeroAllocataire === undefined), {
    message: 'donnez nir ou numeroAllocataire, l’un des deux',
  });
