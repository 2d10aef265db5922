import { z } from 'zod';
import type { PageZone } from '../desk-parts';

const side = z.coerce.number().min(0).max(100);
const drawn = z
  .object({ gauche: side, haut: side, largeur: side.min(0.5), hauteur: side.min(0.5) })
  .transform(({ gauche, haut, largeur, hauteur }) => ({
    ...{ left: gauche, top: haut, width: Math.min(largeur, 100 - gauche), height: Math.min(hauteur, 100 - haut) },
  }))
  .refine(({ width, height }) => width >= 0.5 && height >= 0.5);

/** A zone as a form has it, in hundredths of the page; null where it is none. */
export function zoneOfForm(body: Readonly<Record<string, unknown>>): PageZone | null {
  const parsed = drawn.safeParse(body);
  return parsed.success ? parsed.data : null;
}
