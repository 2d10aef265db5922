import { z } from 'zod';

/** «1er juillet 2026»: months and years that a letter may speak of. */
export const DAY_IN_WORDS = z.string().regex(/^(1er|[2-9]|[12]\d|3[01])\s\p{L}+\s(19|20|21)\d\d$/u);
/** What somebody wrote, and not the place where something is still to be written. */
export const WRITTEN = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !/\?{2,}|\bx{3,}\b|_{3,}|\.{4,}|à compléter|à définir|\btodo\b|\[\s*\]/iu.test(text));
export const REFERENCE = z.string().regex(/^[\w-]{1,60}$/);
/** Offices add to it what a call costs. */
export const PHONE = z.string().regex(/^(?=.*\d.*\d).{2,80}$/u);
