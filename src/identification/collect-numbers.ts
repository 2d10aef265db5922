import type { ReadItem, ReadText } from '../domain/correspondence';
import { findNirs } from '../domain/nir/find-nirs-in-text';
import type { NirCandidate } from '../domain/nir/nir-candidate';
import { doubtReadNumbers } from '../domain/optical/doubt-read-numbers';
import { findNumerosAllocataires, type WrittenNumero } from './find-numeros-allocataires';
import { type Whose, whoseNumber } from './whose-number';

/** A number as it stands in the item: where it was read and whom its words give it to. */
export interface ReadNumber {
  readonly candidate: NirCandidate;
  readonly source: ReadText['source'];
  readonly whose: Whose;
}

export interface CollectedNumbers {
  /** Newly written ones; those of quoted text only where there is no other. */
  readonly numbers: readonly ReadNumber[];
  readonly onlyQuoted: boolean;
  readonly numeros: readonly WrittenNumero[];
}

/** Every NIR and numéro allocataire of an item, the scan's own fields included. */
export function collectNumbers(item: ReadItem): CollectedNumbers {
  const fresh: ReadNumber[] = [];
  const quoted: ReadNumber[] = [];
  const numeros = new Map<string, WrittenNumero>();
  for (const { source, text, optical } of textsOf(item)) {
    const found = findNirs(text);
    const candidates = optical === undefined ? found : doubtReadNumbers(found, optical);
    candidates.forEach((candidate, index) => {
      const from = candidates[index - 1]?.end ?? 0;
      const whose = whoseNumber(text, from, candidate.start, candidate.end);
      (source === 'quoted' ? quoted : fresh).push({ candidate, source, whose });
    });
    // What is quoted says nothing of who writes: another file's number in it is no contradiction, ours no proof.
    if (source === 'quoted') continue;
    for (const numero of findNumerosAllocataires(blank(text, candidates))) {
      const known = numeros.get(numero.numero);
      if (known === undefined || (numero.labelled && !known.labelled)) numeros.set(numero.numero, numero);
    }
  }
  const onlyQuoted = fresh.length === 0 && quoted.length > 0;
  return { numbers: onlyQuoted ? quoted : fresh, onlyQuoted, numeros: [...numeros.values()] };
}

function textsOf(item: ReadItem): readonly Pick<ReadText, 'source' | 'text' | 'optical'>[] {
  const texts: Pick<ReadText, 'source' | 'text' | 'optical'>[] = [...item.texts];
  if (item.subject !== '' && !texts.some(({ source }) => source === 'subject'))
    texts.unshift({ source: 'subject', text: item.subject });
  const { nir = null, numeroAllocataire = null } = item.scan ?? {};
  if (nir !== null) texts.push({ source: 'metadata', text: `NIR : ${nir}` });
  if (numeroAllocataire !== null) texts.push({ source: 'metadata', text: `N° allocataire : ${numeroAllocataire}` });
  return texts;
}

/** The text with its NIRs taken out, so that no seven of their digits are read as something else. */
function blank(text: string, candidates: readonly NirCandidate[]): string {
  if (candidates.length === 0) return text;
  let blanked = '';
  let from = 0;
  for (const { start, end } of candidates) {
    blanked += `${text.slice(from, start)} NIR `;
    from = end;
  }
  return blanked + text.slice(from);
}
