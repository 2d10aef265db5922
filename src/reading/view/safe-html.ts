import { Parser } from 'htmlparser2';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { READ_LIMITS } from '../read-limits';

/** Shown without any attribute: with none there is no script, no address and no style to run or to fetch. */
const KEPT = new Set(
  'p br hr div span b strong i em u s small sub sup h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table caption thead tbody tfoot tr td th'.split(
    ' ',
  ),
);
const VOID = new Set(['br', 'hr']);
/** Left out with all that stands in them. */
const DROPPED = new Set(
  'script style head title template noscript object embed iframe frame frameset applet svg math select option textarea button audio video canvas map noembed plaintext xmp'.split(
    ' ',
  ),
);
const DEEPEST = 100;

/**
 * A sender's HTML rebuilt from a list of plain tags and escaped text; NIRs masked, pictures named, nothing that runs or fetches.
 * @returns the inside of a body
 */
export function safeHtml(html: string): string {
  const out: string[] = [];
  const open: string[] = [];
  let dropped = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (DROPPED.has(name)) dropped++;
        if (dropped > 0) return;
        if (name === 'img') out.push(`<em>[image${attributes.alt ? `\u00a0: ${escaped(attributes.alt)}` : ''}]</em>`);
        if (!KEPT.has(name)) return;
        if (VOID.has(name)) out.push(`<${name}>`);
        else if (open.length < DEEPEST) {
          open.push(name);
          out.push(`<${name}>`);
        }
      },
      ontext(text) {
        if (dropped === 0) out.push(escaped(text));
      },
      onclosetag(name) {
        if (DROPPED.has(name)) dropped = Math.max(0, dropped - 1);
        const at = open.lastIndexOf(name);
        if (dropped > 0 || at < 0 || DROPPED.has(name)) return;
        for (const one of open.splice(at).reverse()) out.push(`</${one}>`);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html.slice(0, READ_LIMITS.htmlLength));
  return (
    out.join('') +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => maskNirs(text).replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? '');
