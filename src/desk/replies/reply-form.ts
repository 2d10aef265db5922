import type { FreeField } from '../../domain/outgoing-letter';
import { readText } from '../access/form-fields';

/** A letter that an agent may choose, and what of it they write. */
export interface ChoosableLetter {
  readonly title: string;
  readonly free: readonly FreeField[];
}

/** Name of a free field within a form. */
export const freeName = (field: string): string => `champ-${field}`;

/** What was typed into the free fields of a form, by field. */
export function typedFree(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const prefix = freeName('');
  const names = Object.keys(body).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), readText(body, name)]));
}
