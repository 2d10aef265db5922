import { type FlagFieldName, LETTER_FIELDS } from './field-catalogue';
import { type Letter, LetterFault, type LetterVariant, type Place, type TemplateNode } from './letter';

type Flags = ReadonlyMap<string, boolean>;

const VARIANT_NAMES: Readonly<Record<LetterVariant, string>> = { post: 'par courrier', email: 'par e-mail' };

/**
 * What is wrong in how a letter branches: a branch that no reply ever reaches, and a variant that lacks something: the block
 * of identifiers, the text below a title, what a frame holds.
 */
export function branchFaults(letter: Letter, file: string): LetterFault[] {
  const faults = new Map<string, LetterFault>();
  const add = ({ file: at, line }: Place, what: string): void => {
    faults.set(`${at} ${line} ${what}`, new LetterFault(at, line, what));
  };
  const ways = letter.variants.map((variant) => ({ variant, flags: flagsOf(variant, letter) }));
  for (const node of branchesOf(letter.nodes)) {
    if (!ways.some(({ flags }) => isReached(letter.nodes, node, flags))) {
      add(node.at, `branche jamais atteinte («\u00a0${node.wanted ? '#if' : '#unless'} ${node.flag}\u00a0»)`);
    }
  }
  for (const { variant, flags } of ways) {
    for (const assigned of assignments(letter, flags)) checkVariant(VARIANT_NAMES[variant], assigned);
  }
  return [...faults.values()];

  function checkVariant(name: string, flags: Flags): void {
    const shown = shownNodes(letter.nodes, flags);
    if (!hasBlock(shown, 'channels')) {
      add({ file, line: 1 }, `variante ${name}\u00a0: le tableau des identifiants («\u00a0channels\u00a0») manque`);
    }
    shown.forEach((node, index) => {
      const next = shown[index + 1];
      if (node.kind === 'heading' && (next === undefined || next.kind === 'heading')) {
        add({ file, line: node.line }, `variante ${name}\u00a0: rien sous ce titre`);
      }
      if (node.kind === 'frame' && shownNodes(node.nodes, flags).length === 0) {
        add(node.at, `variante ${name}\u00a0: cadre vide`);
      }
    });
  }
}

type Branch = Extract<TemplateNode, { kind: 'if' }>;

function branchesOf(nodes: readonly TemplateNode[]): readonly Branch[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'if') return [node, ...branchesOf(node.nodes)];
    return node.kind === 'frame' ? branchesOf(node.nodes) : [];
  });
}

/** The flags that a way of sending settles; the others may be either. */
function flagsOf(variant: LetterVariant, { identifiers }: Letter): Flags {
  const settled: [FlagFieldName, boolean][] = [
    ['by-post', variant === 'post'],
    ['by-email', variant === 'email'],
  ];
  if (identifiers === 'none') settled.push(['identifiers-shown', false]);
  return new Map(settled);
}

/** Is there a reply in which every condition on the way to the branch holds? */
function isReached(nodes: readonly TemplateNode[], branch: Branch, flags: Flags): boolean {
  return nodes.some((node) => {
    if (node.kind === 'frame') return isReached(node.nodes, branch, flags);
    if (node.kind !== 'if' || (flags.get(node.flag) ?? node.wanted) !== node.wanted) return false;
    return node === branch || isReached(node.nodes, branch, new Map([...flags, [node.flag, node.wanted]]));
  });
}

/** Every combination of the free flags that the letter asks about; letters ask about few. */
function assignments(letter: Letter, settled: Flags): readonly Flags[] {
  const free = LETTER_FIELDS.filter(
    ({ name, type }) => type === 'flag' && letter.fields.includes(name) && !settled.has(name),
  );
  return free.reduce<readonly Flags[]>(
    (all, { name }) => all.flatMap((flags) => [true, false].map((value) => new Map([...flags, [name, value]]))),
    [settled],
  );
}

function shownNodes(nodes: readonly TemplateNode[], flags: Flags): readonly Exclude<TemplateNode, Branch>[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'if') return [node];
    return flags.get(node.flag) === node.wanted ? shownNodes(node.nodes, flags) : [];
  });
}

function hasBlock(nodes: readonly Exclude<TemplateNode, Branch>[], name: string): boolean {
  return nodes.some((node) => node.kind === 'block-field' && node.name === name);
}
