import { decides, MACRO_KEYS, type Macro } from '../../domain/desk/macro';
import { REQUEST_KIND_NAMES } from '../../domain/requests/request-kind-names';
import { ok, type Result, refused } from '../../domain/result';
import { readText } from '../access/form-fields';
import { typedFree } from '../replies/reply-form';

const MOST_NAME_SIGNS = 40;

/** What the page of acts asks to keep, or the French sentence that says what is missing. @param letters that there are */
export function macroOfForm(
  body: Readonly<Record<string, unknown>>,
  letters: Pick<ReadonlyMap<string, string>, 'has'>,
): Result<Omit<Macro, 'id'>, string> {
  const text = (name: string): string | null => readText(body, name).trim() || null;
  const name = text('nom');
  const key = MACRO_KEYS.find((one) => one === text('touche')) ?? null;
  const [kind, letter] = [text('demande'), text('lettre')];
  if (name === null || name.length > MOST_NAME_SIGNS) return refused('Donnez un nom, en quarante signes au plus.');
  if (kind !== null && !Object.hasOwn(REQUEST_KIND_NAMES, kind)) return refused('Cette demande n’existe pas.');
  if (letter !== null && !letters.has(letter)) return refused('Cette lettre n’existe pas.');
  const approval = body.approbation === 'oui';
  const macro = { name, key, kind, letter, free: typedFree(body), approval, handTo: text('a'), note: text('texte') };
  if (!decides(macro) && macro.handTo === null && macro.note === null)
    return refused('Dites ce que fait ce geste\u00a0: une demande, une lettre, à qui confier, ou une note.');
  return ok(macro);
}
