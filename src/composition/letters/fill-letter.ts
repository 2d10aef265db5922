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
  readonly blocks: Readonly<Record<BlockFieldName, readonly Block[]>>;
}

/** A letter's field that has no value in this order: it would leave a hole in a sentence. */
export class EmptyField extends Error {
  constructor(readonly field: string) {
    super(`champ «\u00a0${field}\u00a0» sans valeur`);
  }
}

/**
 * A letter's blocks with its fields filled in.
 * @throws EmptyField where a sentence that is shown needs a value that is not there
 */
export function fillLetter(letter: Letter, values: LetterFieldValues): readonly Block[] {
  return fillNodes(letter.nodes);

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
        return values.blocks[node.name as BlockFieldName];
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
    if (value === null || value.text === '') throw new EmptyField(field);
    return value;
  }
}
