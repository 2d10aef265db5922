import type { Result } from '../../domain/result';
import { readSeveral, readText } from '../access/form-fields';
import type { RegroupItems } from './regroup-items';

/** What the form of «Scinder ou réunir» asks for. @returns the item to look at next, or why not, in French */
export function regroupByForm(
  regroup: RegroupItems,
  id: string,
  body: Readonly<Record<string, unknown>>,
  by: string,
): Promise<Result<string, string>> {
  const revision = Number(readText(body, 'revision'));
  if (body.acte === 'scinder') return regroup.split(id, revision, readSeveral(body, 'page'), by);
  if (body.acte === 'reunir') return regroup.merge(id, revision, readText(body, 'dossier'), by);
  return regroup.undo(id, revision, by);
}
