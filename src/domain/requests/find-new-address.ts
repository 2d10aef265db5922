import { STREET_KINDS } from '../addresses/address-words';
import { sevenLines } from '../addresses/printable-address';
import type { FoldedText, ReadAddress } from './request-details';
import { findWrittenDays } from './written-days';

/** Words after which an address is the one that holds from now on. */
const CUE =
  /\bnouvelles? adresses?\b|\bmon adresse (?:est|sera|devient|actuelle)\b|\bmes nouvelles coordonnees\b|\bj'habite\b|\bnous habitons\b|\b(?:je|nous) (?:demeure|reside|vis|vivons)\b|\b(?:de|em|a)menag[a-z]*|\bchang[a-z]* (?:mon |notre |d')?adresse\b|\bnouveau (?:logement|domicile)\b|\bnouvel appartement\b|\bdesormais (?:au|a|domicilie)|\bvenons? (?:de|d')/g;
const OLD = /\banci?en[a-z]*\b|\bprecedent[a-z]*\b|\bquitte\b|\bpas (?:a|au)\b/;
const KINDS = [
  ...Object.keys(STREET_KINDS).map((kind) => kind.toLowerCase()),
  'rue',
  'av',
  'ave',
  'bd',
  'bld',
  'blvd',
  'bvd',
  'pl',
  'imp',
  'che',
  'ch',
  'rte',
  'lieu[- ]dit',
  'cours',
  'mail',
  'bp',
];
const STREET_NAME = `\\b(?:${KINDS.join('|')})\\b\\.? [^,;\\n()]{2,60}`;
const NUMBERED_STREET = new RegExp(`\\b\\d{1,4} ?(?:bis|ter|quater|[a-d]\\b)? ?,? {0,2}${STREET_NAME}`);
const STREET = new RegExp(STREET_NAME);
const TOWN = /\b(?:f-? ?)?(\d{2} ?\d{3}) +([a-z][a-z' -]{1,34})/;
/** What does not belong to a town’s name any more. */
const BEHIND_TOWN =
  / +(?:depuis|a partir|a compter|des le|et|le|je|j'|nous|avec|pour|merci|cordialement|mon|ma|notre|tel|telephone|france|dans|car|suite|ou|ce|vous|en|qui|cela)\b.*$| +$/;
const FLOOR =
  /^(?:app?(?:artemen)?t?\.?|apt\.?|logt?\.?|porte|pte|etage|etg|chez|\d{1,2} ?(?:er|e|eme) etage|rdc|rez)\b/;
const BUILDING =
  /^(?:bat(?:iment)?\.?|res(?:idence)?\.?|esc(?:alier)?\.?|imm(?:euble)?\.?|entree|ent|tour|bloc|villa)\b/;
const SINCE = /\b(?:a partir|a compter|depuis|des|valable|effectif|effet|a dater)\b[^.;\n]{0,25}$/;
const REACH = 260;
const MOST_CUES = 40;

/**
 * The new address that a person writes of, wherever it stands in a sentence or a block.
 * @param today YYYY-MM-DD
 * @param movedOn a day of moving found elsewhere in the message, used where the address itself has none
 */
export function findNewAddress(
  { shown, folded }: FoldedText,
  today: string,
  movedOn: string | null,
): ReadAddress | null {
  let cues = 0;
  for (const cue of folded.matchAll(CUE)) {
    if (++cues > MOST_CUES) return null;
    const start = cue.index + cue[0].length;
    const near = folded.slice(start, start + REACH);
    const town = TOWN.exec(near);
    if (
      town === null ||
      OLD.test(folded.slice(Math.max(0, cue.index - 15), cue.index)) ||
      OLD.test(near.slice(0, town.index))
    )
      continue;
    const lines = linesOf(
      shown.slice(start, start + town.index),
      near.slice(0, town.index),
      townOf(shown.slice(start), town),
    );
    if (lines !== null)
      return { lines, from: dayNear(folded, cue.index, start + town.index + town[0].length, today) ?? movedOn };
  }
  return null;
}

/** The postcode in one, and the town without the sentence that goes on behind it. */
function townOf(shown: string, town: RegExpExecArray): string {
  const postcode = (town[1] ?? '').replace(' ', '');
  const name = (town[2] ?? '').replace(BEHIND_TOWN, '');
  const at = town.index + town[0].length - (town[2] ?? '').length;
  return `${postcode} ${shown.slice(at, at + name.length)}`;
}

function linesOf(shown: string, folded: string, town: string): readonly string[] | null {
  // «Résidence Les Pins, 14 chemin de la Source»: what has a number is the street.
  const street = NUMBERED_STREET.exec(folded) ?? STREET.exec(folded);
  if (street === null) return null;
  const of = (start: number, end: number): string[] =>
    shown
      .slice(start, end)
      .split(/[,;:\n()]|\s-\s/)
      .map((part) => part.trim());
  const streetEnd = street.index + street[0].length;
  const beside = [...of(Math.max(0, street.index - 80), street.index), ...of(streetEnd, shown.length)];
  const places = { floor: [] as string[], building: [] as string[] };
  for (const part of beside) {
    const plain = part.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    if (FLOOR.test(plain)) places.floor.push(part);
    else if (BUILDING.test(plain)) places.building.push(part);
  }
  const streetLine = shown
    .slice(street.index, streetEnd)
    .replace(/[\s,-]+$/, '')
    .trim();
  const lines = sevenLines(['', places.floor.join(' '), places.building.join(' '), streetLine, '', town, '']);
  return lines.ok ? lines.value : null;
}

function dayNear(folded: string, start: number, end: number, today: string): string | null {
  const from = Math.max(0, start - 60);
  const stretch = folded.slice(from, end + 60);
  const day = findWrittenDays(stretch, today).find(
    ({ on, start: at }) => on.length === 10 && SINCE.test(stretch.slice(Math.max(0, at - 40), at)),
  );
  return day?.on ?? null;
}
