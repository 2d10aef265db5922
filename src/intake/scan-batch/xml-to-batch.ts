import { Parser } from 'htmlparser2';
import { ok, type Result, refused } from '../../domain/result';

interface Item {
  [field: string]: unknown;
  readonly pages: string[];
}

/**
 * A batch.xml as the object that batch.json would hold: `<batch>` with its fields and `<item>`s as elements or
 * attributes, `<pages><page>p001.tif</page></pages>`. No entity is ever fetched or expanded beyond XML's own five.
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
      onopentag(name, attributes) {
        open.push(name);
        text = '';
        if (name === 'item') {
          item = { pages: [] };
          batch.items.push(item);
        }
        if (name === 'item' || name === 'batch') Object.assign(item ?? batch, fieldsOf(attributes));
        if (name === 'page' && attributes.file !== undefined) item?.pages.push(attributes.file);
      },
      ontext(piece) {
        text += piece;
      },
      onclosetag(name) {
        // The parser closes by itself what the text left open.
        broken ||= ending || open.pop() !== name;
        const value = text.trim();
        text = '';
        if (name === 'item') item = null;
        else if (name === 'page') {
          if (value !== '') item?.pages.push(value);
        } else if (name !== 'batch' && name !== 'items' && name !== 'pages' && value !== '')
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

function fieldsOf(attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const { pages: _pages, items: _items, ...fields } = attributes;
  return fields;
}
