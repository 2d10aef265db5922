import type { Block, Inline, ListItem } from '../blocks/block';
import { textsOfBlocks } from '../blocks/block';
import { type BlockFieldName, type FlagFieldName, type TextFieldName, textSchemaOf } from './field-catalogue';
import { WRITTEN } from './field-types';
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
  /** What an agent wrote, by name; a free field that is not there is empty. */
  readonly free: {
    readonly texts: Readonly<Record<string, TextValue>>;
    readonly blocks: Readonly<Record<string, readonly Block[]>>;
  };
}

/** Fields of a letter that have no value in this order, each a hole in a sentence, and those whose value cannot be meant. */
export class UnreadyFields extends Error {
  constructor(
    readonly empty: readonly string[],
    readonly doubtful: readonly string[],
  ) {
    super('champs vides ou douteux');
  }
}

/**
 * A letter's blocks with its fields filled in.
 * @param contradicted fields whose value something else of the order contradicts
 * @throws UnreadyFields with every field that a sentence needs and that is not there, or not of its type
 */
export function fillLetter(
  letter: Letter,
  values: LetterFieldValues,
  contradicted: ReadonlySet<string> = new Set(),
): readonly Block[] {
  const empty = new Set<string>();
  const doubtful = new Set<string>();
  const blocks = fillNodes(letter.nodes);
  if (empty.size + doubtful.size > 0) throw new UnreadyFields([...empty], [...doubtful]);
  return blocks;

  function fillNodes(nodes: readonly TemplateNode[]): readonly Block[] {
    return joinLists(nodes.flatMap(fillNode));
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
        return blocksOfField(node.name as BlockFieldName);
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
    const value = values.free.texts[field] ?? values.texts[field as TextFieldName] ?? null;
    if (value === null || value.text === '') return missing(field, { text: '' });
    if (field in values.free.texts && !WRITTEN.safeParse(value.text).success) doubtful.add(field);
    if (contradicted.has(field) || !textSchemaOf(field).safeParse(value.text).success) doubtful.add(field);
    return value;
  }

  function blocksOfField(field: BlockFieldName): readonly Block[] {
    const found = values.free.blocks[field] ?? values.blocks[field] ?? null;
    if (found === null) return missing(field, []);
    if (
      (field === 'missing-pieces' || field in values.free.blocks) &&
      [...textsOfBlocks(found)].some((text) => !WRITTEN.safeParse(text).success)
    )
      doubtful.add(field);
    return found;
  }

  function missing<T>(field: string, instead: T): T {
    empty.add(field);
    return instead;
  }
}

/** A list whose items depend on a condition is still one list, to the eye and read aloud. */
function joinLists(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
      joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] };
    else joined.push(block);
  }
  return joined;
}
