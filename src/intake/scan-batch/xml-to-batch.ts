import { Parser } from 'htmlparser2';
import { ok, type Result, refused } from '../../domain/result';
import { pageNames } from './csv-to-batch';

interface Item {
  [field: string]: unknown;
  readonly pages: string[];
}

/**
 * A batch.xml as the object that batch.json would hold: `<batch>` with its fields and `<item>`s as elements or
 * attributes, `<pages><page>p001.tif</page></pages>`; whatever prefix its namespace has. No entity is ever fetched or expanded beyond XML's own five.
 */
export function xmlToBatch(xml: string): Result<unknown, string> {
  const batch: Record<string, unknown> & { items: Item[] } = { items: [] };
  const open: string[] = [];
  let text = '';
  let item: Item | null = null;
  let broken = false;
  let ending = false;
  const parser = new Parser(
    {
      onopentag(prefixed, attributes) {
        const name = localName(prefixed);
        open.push(name);
        text = '';
        if (name === 'item') {
          item = { pages: [] };
          batch.items.push(item);
        }
        if (name === 'item' || name === 'batch') Object.assign(item ?? batch, fieldsOf(attributes));
        const file = attributes.file ?? attributes.name;
        if (name === 'page' && file !== undefined) item?.pages.push(file);
      },
      ontext(piece) {
        text += piece;
      },
      onclosetag(prefixed) {
        const name = localName(prefixed);
        // The parser closes by itself what the text left open.
        broken ||= ending || open.pop() !== name;
        const value = text.trim();
        text = '';
        if (name === 'item') item = null;
        else if (name === 'page' || name === 'pages') {
          if (value !== '') item?.pages.push(...pagesIn(name, value));
        } else if (name !== 'batch' && name !== 'items' && value !== '')
          Object.assign(item ?? batch, { [name]: value });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml.replace(/^\ufeff/, ''));
  ending = true;
  parser.end();
  return broken || open.length > 0 || batch.items.length === 0 ? refused('ce n’est pas le XML d’un lot') : ok(batch);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A list of pages in one element is separated as in a batch.csv. */
const pagesIn = (name: 'page' | 'pages', value: string): string[] => (name === 'page' ? [value] : pageNames(value));

function fieldsOf(attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const { pages: _pages, items: _items, ...fields } = attributes;
  return fields;
}
