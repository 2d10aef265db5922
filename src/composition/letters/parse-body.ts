import { LetterFault, type TemplateNode } from './letter';
import { parseMarkdown } from './parse-markdown';

/** A file's text after its front matter, with the line it starts on. */
export interface Body {
  readonly file: string;
  readonly text: string;
  readonly firstLine: number;
}

export interface BodyContext {
  /** Refuses a name that the letter does not declare or the service does not know. */
  checkField(name: string, type: 'text' | 'flag' | 'block', file: string, line: number): void;
  /** The nodes of a partial, or a fault where there is none of that name. */
  partial(name: string, file: string, line: number): readonly TemplateNode[];
}

const DIRECTIVE = /^\{\{\s*(>|=|#if|#unless|#frame|\/if|\/unless|\/frame)\s*([a-z][a-z0-9.-]*)?\s*\}\}\s*$/;
const ANY_BRACES = /\{\{([^}]*)\}\}/g;
const FIELD_NAME = /^\s*([a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*)\s*$/;

type Opening = { readonly directive: 'if' | 'unless' | 'frame' | null; readonly name: string; readonly line: number };

/**
 * Reads a body: directives stand alone on their line, the rest is Markdown.
 * `{{> partial }}` · `{{= block field }}` · `{{#if flag}} … {{/if}}` · `{{#unless flag}} … {{/unless}}` · `{{#frame}} … {{/frame}}`
 */
export function parseBody(body: Body, context: BodyContext): readonly TemplateNode[] {
  const lines = body.text.split('\n');
  let at = 0;
  return nodesUntil({ directive: null, name: '', line: body.firstLine });

  function nodesUntil(opening: Opening): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    let markdown: string[] = [];
    let markdownLine = 0;
    const flush = (): void => {
      if (markdown.some((text) => text.trim() !== '')) {
        nodes.push(...parseMarkdown(markdown.join('\n'), body.file, markdownLine));
      }
      markdown = [];
    };
    while (at < lines.length) {
      const text = lines[at] ?? '';
      const line = body.firstLine + at;
      at += 1;
      const match = DIRECTIVE.exec(text);
      if (!match) {
        checkInlineFields(text, line);
        if (markdown.length === 0) markdownLine = line;
        markdown.push(text);
        continue;
      }
      flush();
      const [, sign = '', name = ''] = match;
      if (sign.startsWith('/')) {
        if (sign.slice(1) !== opening.directive)
          throw new LetterFault(body.file, line, `«\u00a0${sign}\u00a0» ne ferme rien`);
        return nodes;
      }
      nodes.push(...directive(sign, name, line));
    }
    flush();
    if (opening.directive !== null) {
      throw new LetterFault(body.file, opening.line, `«\u00a0#${opening.directive}\u00a0» n’est pas fermé`);
    }
    return nodes;
  }

  function directive(sign: string, name: string, line: number): readonly TemplateNode[] {
    const at = { file: body.file, line };
    if (sign === '#frame') return [{ kind: 'frame', nodes: nodesUntil({ directive: 'frame', name, line }), at }];
    if (name === '') throw new LetterFault(body.file, line, `il manque un nom après «\u00a0${sign}\u00a0»`);
    if (sign === '>') return context.partial(name, body.file, line);
    if (sign === '=') {
      context.checkField(name, 'block', body.file, line);
      return [{ kind: 'block-field', name }];
    }
    context.checkField(name, 'flag', body.file, line);
    const opened = sign === '#if' ? 'if' : 'unless';
    return [
      { kind: 'if', flag: name, wanted: opened === 'if', nodes: nodesUntil({ directive: opened, name, line }), at },
    ];
  }

  function checkInlineFields(text: string, line: number): void {
    for (const [whole, inner = ''] of text.matchAll(ANY_BRACES)) {
      const name = FIELD_NAME.exec(inner)?.[1];
      if (name === undefined)
        throw new LetterFault(body.file, line, `«\u00a0${whole}\u00a0» doit être seul sur sa ligne ou nommer un champ`);
      context.checkField(name, 'text', body.file, line);
    }
    if (/\{\{[^}]*$|^[^{]*\}\}/.test(text)) throw new LetterFault(body.file, line, 'accolades de champ mal fermées');
  }
}
