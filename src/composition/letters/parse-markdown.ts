import MarkdownIt, { type Token } from 'markdown-it';
import { setFrenchTypography } from './french-typography';
import { LetterFault, type TemplateBlock, type TemplateInline, type TemplateItem } from './letter';

const FIELD = /^\{\{\s*([a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*)\s*\}\}/;

const markdown = new MarkdownIt('commonmark', { html: false });
// Fields become tokens while the letter is parsed; their values are put in afterwards and are never parsed.
markdown.inline.ruler.before('escape', 'field', (state, silent) => {
  const match = FIELD.exec(state.src.slice(state.pos));
  if (!match) return false;
  if (!silent) state.push('field', '', 0).content = match[1] ?? '';
  state.pos += match[0].length;
  return true;
});

/**
 * @param source a stretch of Markdown without directives
 * @param file name of the letter or partial, for faults
 * @param firstLine line of the file on which the stretch begins, from 1
 * @throws LetterFault for what a letter cannot hold (tables, images, code, quotes)
 */
export function parseMarkdown(source: string, file: string, firstLine: number): readonly TemplateBlock[] {
  const tokens = markdown.parse(source, {});
  let at = 0;
  let line = firstLine;

  const next = (): Token | undefined => {
    const token = tokens[at];
    if (token?.map) line = firstLine + token.map[0];
    at += 1;
    return token;
  };
  const fault = (what: string): never => {
    throw new LetterFault(file, line, what);
  };

  const blocks: TemplateBlock[] = [];
  for (let token = next(); token; token = next()) blocks.push(block(token));
  return blocks;

  function block(token: Token): TemplateBlock {
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      if (level !== 2)
        fault('seuls les titres «\u00a0##\u00a0» sont admis, le premier niveau est le titre de la lettre');
      return { kind: 'heading', level: 2, line, content: contentUntil('heading_close') };
    }
    if (token.type === 'paragraph_open') return { kind: 'paragraph', content: contentUntil('paragraph_close') };
    if (token.type === 'bullet_list_open')
      return { kind: 'list', ordered: false, items: itemsUntil('bullet_list_close') };
    if (token.type === 'ordered_list_open')
      return { kind: 'list', ordered: true, items: itemsUntil('ordered_list_close') };
    return fault(`une lettre ne peut pas contenir «\u00a0${token.type.replace(/_open$/, '')}\u00a0»`);
  }

  function contentUntil(close: string): readonly TemplateInline[] {
    let content: readonly TemplateInline[] = [];
    for (let token = next(); token && token.type !== close; token = next()) content = inlines(token.children ?? []);
    return content;
  }

  function itemsUntil(close: string): readonly TemplateItem[] {
    const items: TemplateItem[] = [];
    for (let token = next(); token && token.type !== close; token = next()) items.push(item());
    return items;
  }

  function item(): TemplateItem {
    let content: readonly TemplateInline[] = [];
    let items: readonly TemplateItem[] = [];
    for (let token = next(); token && token.type !== 'list_item_close'; token = next()) {
      const part = block(token);
      if (part.kind === 'paragraph' && content.length === 0) content = part.content;
      else if (part.kind === 'list' && items.length === 0) items = part.items;
      else fault('un point de liste tient en un paragraphe, suivi au plus d’une liste');
    }
    return { content, items };
  }

  function inlines(children: readonly Token[]): readonly TemplateInline[] {
    const out: TemplateInline[] = [];
    let strong = false;
    let href: string | null = null;
    for (const child of children) {
      if (child.type === 'strong_open') strong = true;
      else if (child.type === 'strong_close') strong = false;
      else if (child.type === 'link_open') href = child.attrGet('href');
      else if (child.type === 'link_close') href = null;
      else if (child.type === 'field') out.push({ text: null, field: child.content, strong, href });
      else if (child.type === 'text') out.push({ text: setFrenchTypography(child.content), field: null, strong, href });
      else if (child.type === 'softbreak') out.push({ text: ' ', field: null, strong, href });
      else if (child.type === 'hardbreak') out.push({ text: '\n', field: null, strong, href });
      else fault(`un paragraphe ne peut pas contenir «\u00a0${child.type.replace(/_open$/, '')}\u00a0»`);
    }
    return out.filter(({ text }) => text !== '');
  }
}
