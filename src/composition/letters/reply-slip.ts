import { encodeDataMatrix } from '../../domain/barcode/data-matrix';
import type { Block } from '../blocks/block';

/** A slip to cut off and send back with the number: its code brings the answer to the case, read by who opens the envelope or by machine. */
export function replySlip(reference: string): Block {
  return {
    kind: 'slip',
    title: 'Coupon-réponse, à découper et à nous renvoyer',
    code: { name: 'Référence', value: reference, modules: encodeDataMatrix(Buffer.from(reference, 'latin1')) },
    entries: [
      { name: 'Nom', cells: [] },
      { name: 'Prénom', cells: [] },
      { name: 'Date de naissance (jour, mois, année)', cells: [2, 2, 4] },
      // NIR: s yy mm dd ccc ooo, then the key.
      { name: 'Numéro de sécurité sociale', cells: [1, 2, 2, 2, 3, 3, 2] },
    ],
  };
}
