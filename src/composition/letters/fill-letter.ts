import type { Block, Inline, ListItem } from '../blocks/block';
import type { BlockFieldName, FlagFieldName, TextFieldName } from './field-catalogue';
import type { Letter, TemplateInline, TemplateItem, TemplateNode } from './letter';

export interface TextValue {
  readonly text: string;
  /** Where a reader is taken by it: mailto:, tel: or https: only. */
  readonly href?: string;
}

/** A value for every field of the catalogue: all are data, and stay so. */
export interface LetterFieldValues {
  readonly texts: Readonly<Record<TextFieldName, TextValue | null>>;
  readonly flags: Readonly<Record<FlagFieldName, boolean>>;
  /** null: nothing to show, and a letter that needs it is refused. */
  readonly blocks: Readonly<Record<BlockFieldName, readonly Block[] | null>>;
}

/** Fields of a letter that have no value in this order: each would leave a hole in a sentence. */
export class EmptyFields extends Error {
  constructor(readonly fields: readonly string[]) {
    super('champs sans valeur');
  }
}

/**
 * A letter's blocks with its fields filled in.
 * @throws EmptyFields with every field that a sentence needs and that is not there
 */
export function fillLetter(letter: Letter, values: LetterFieldValues): readonly Block[] {
  const empty = new Set<string>();
  const blocks = fillNodes(letter.nodes);
  if (empty.size > 0) throw new EmptyFields([...empty]);
  return blocks;

  function fillNodes(nodes: readonly TemplateNode[]): readonly Block[] {
    return nodes.flatMap(fillNode);
  }

  function fillNode(node: TemplateNode): readonly Block[] {
    switch (node.kind) {
      case 'heading':
        return [{ kind: 'heading', level: node.level, content: node.content.map(fillInline) }];
      case 'paragraph':
        return [{ kind: 'paragraph', content: node.content.map(fillInline) }];
      case 'list':
        return [{ kind: 'list', ordered: node.ordered, items: node.items.map(fillItem) }];
      case 'if':
        return values.flags[node.flag as FlagFieldName] === node.wanted ? fillNodes(node.nodes) : [];
      case 'frame':
        return [{ kind: 'frame', blocks: fillNodes(node.nodes) }];
      case 'block-field':
        return values.blocks[node.name as BlockFieldName] ?? missing(node.name, []);
    }
  }

  function fillItem({ content, items }: TemplateItem): ListItem {
    return { content: content.map(fillInline), items: items.map(fillItem) };
  }

  function fillInline({ text, field, strong, href }: TemplateInline): Inline {
    const value: TextValue = text === null ? valueOfField(field ?? '') : { text };
    const target = href ?? value.href;
    return { text: value.text, ...(strong ? { strong } : {}), ...(target ? { href: target } : {}) };
  }

  function valueOfField(field: string): TextValue {
    const value = values.texts[field as TextFieldName];
    return value === null || value.text === '' ? missing(field, { text: '' }) : value;
  }

  function missing<T>(field: string, instead: T): T {
    empty.add(field);
    return instead;
  }
}
