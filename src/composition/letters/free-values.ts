import { dateInWords } from '../../domain/calendar/french-dates';
import type { FreeField } from '../../domain/outgoing-letter';
import type { ReplyOrder } from '../../domain/reply';
import type { Block } from '../blocks/block';
import type { TextValue } from './fill-letter';
import { setFrenchTypography } from './french-typography';
import type { Letter } from './letter';

/** What free fields are called within a letter. */
export const FREE = 'free.';

export const placeOf = ({ type }: FreeField): 'text' | 'block' => (type === 'text' ? 'block' : 'text');

/** What an agent wrote into a letter's free fields: typed on an ordinary keyboard, printed as French is. */
export function freeValues({ details }: ReplyOrder, { free }: Letter) {
  const texts: Record<string, TextValue> = {};
  const blocks: Record<string, readonly Block[]> = {};
  for (const { name, type } of free) {
    const written = details?.free?.[name]?.filter((one) => one !== '') ?? [];
    const [first] = written;
    if (first === undefined) continue;
    if (type === 'day') texts[FREE + name] = { text: dateInWords(first) };
    if (type === 'line') texts[FREE + name] = { text: setFrenchTypography(first) };
    if (type === 'text')
      blocks[FREE + name] = written.map((text) => ({
        kind: 'paragraph',
        content: [{ text: setFrenchTypography(text) }],
      }));
  }
  return { texts, blocks };
}
