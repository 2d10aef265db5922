import { z } from 'zod';
import { UsageError } from './run-command';

/** @throws UsageError for the first that is no id of a correspondence */
export function requireIds(ids: readonly string[]): void {
  const wrong = ids.find((id) => !z.uuid().safeParse(id).success);
  if (wrong !== undefined)
    throw new UsageError(`${wrong}\u00a0: un identifiant comme 0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a est attendu`);
}
