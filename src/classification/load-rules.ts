import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Flag } from '../domain/correspondence';
import { foldFrench } from '../domain/text/fold-french-text';
import { type LearnedWeights, readLearnedWeights } from './learned/learned-weights';
import { compilePhrase, type Phrase } from './phrase';
import { PhraseIndex } from './phrase-index';
import { type RequestRulesFile, requestRulesSchema } from './request-rules.schema';
import { Respeller } from './respell-words';

/** A clue, compiled: the kind it speaks for and how loud. */
export interface Clue {
  readonly kind: string;
  /** Number of the clue in the file: it counts once, however many of its phrases a message holds. */
  readonly id: number;
  readonly weight: number;
  readonly unlessDenied: boolean;
  readonly unlessLongAgo: boolean;
  /** Kinds beside which it says nothing. */
  readonly unlessKinds: readonly string[];
  readonly general: boolean;
  /** Takes back the hits of its kind that share a word with it, and says nothing itself. */
  readonly cancels: boolean;
}

/** What a danger or a flag is called, and whether the phrase speaks for it or takes it back. */
export interface Sign {
  readonly name: string;
  readonly cancels: boolean;
}

export interface FlagSign extends Sign {
  readonly kind: Flag['kind'];
}

export interface Thresholds {
  readonly propose: number;
  readonly sure: number;
}

/** What a sentence does: announces one more thing, asks, tells news of the file, or is only polite. */
export type More = 'announces' | 'asks' | 'tells' | 'polite';

export interface RequestRules {
  /** By kind. */
  readonly thresholds: ReadonlyMap<string, Thresholds>;
  /** Kinds beside which a kind is not kept, since it only tells about them. */
  readonly coveredBy: ReadonlyMap<string, ReadonlySet<string>>;
  readonly respeller: Respeller;
  readonly kinds: readonly string[];
  readonly silentKinds: ReadonlySet<string>;
  readonly clues: PhraseIndex<Clue>;
  readonly dangers: PhraseIndex<Sign>;
  readonly flags: PhraseIndex<FlagSign>;
  readonly footers: PhraseIndex<'footer'>;
  readonly more: PhraseIndex<More>;
  /** What was learned from labelled messages under these rules; null where the file is not there. */
  readonly learned: LearnedWeights | null;
  /** The same of danger, which is learned sentence by sentence. */
  readonly learnedDanger: LearnedWeights | null;
}

/** Beside the rules file. */
const WEIGHTS = 'learned-weights.json';
const DANGER_WEIGHTS = 'learned-danger.json';

/**
 * Reads and compiles the rules file once.
 * @param file path of requests.yaml
 * @throws Error with the file, the place and what is wrong
 */
export function loadRequestRules(file: string): RequestRules {
  const rules = readRules(file);
  try {
    const beside = (name: string): LearnedWeights | null => {
      const weights = path.join(path.dirname(file), name);
      return existsSync(weights) ? readLearnedWeights(weights) : null;
    };
    return { ...compile(rules), learned: beside(WEIGHTS), learnedDanger: beside(DANGER_WEIGHTS) };
  } catch (error) {
    throw new Error(`${file}\u00a0: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Codes of the kinds that the rules file knows, nothing compiled. @throws as loadRequestRules */
export const listRequestKinds = (file: string): readonly string[] => readRules(file).demandes.map(({ genre }) => genre);

function readRules(file: string): RequestRulesFile {
  const parsed = requestRulesSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file}, ${issue?.path.join('.') ?? ''}\u00a0: ${issue?.message ?? ''}`);
  }
  return parsed.data;
}

const QUIET: Clue = {
  kind: '',
  id: 0,
  weight: 0,
  unlessDenied: false,
  unlessLongAgo: false,
  unlessKinds: [],
  general: false,
  cancels: false,
};

const FLAG_KINDS = { 'delai-legal': 'legal-clock', 'personne-fragile': 'vulnerable' } as const;

function compile(rules: RequestRulesFile): Omit<RequestRules, 'learned' | 'learnedDanger'> {
  const spelling = spellingOf(rules);
  const compiler = new Compiler(spelling, new Map(Object.entries(rules.groupes)));
  const clues = new PhraseIndex<Clue>();
  let id = 0;
  for (const { genre: kind, indices, sauf } of rules.demandes) {
    for (const { poids: weight, mots, general, ...unless } of indices) {
      const { 'sauf-negation': unlessDenied, 'sauf-date-ancienne': unlessLongAgo, 'sauf-genre': unlessKinds } = unless;
      compiler.addAll(clues, mots, {
        ...QUIET,
        kind,
        id: id++,
        weight,
        unlessDenied,
        unlessLongAgo,
        unlessKinds,
        general,
      });
    }
    compiler.addAll(clues, sauf, { ...QUIET, kind, id: id++, cancels: true });
  }
  const dangers = new PhraseIndex<Sign>();
  for (const { nom: name, mots, sauf } of rules.danger) {
    compiler.addAll(dangers, mots, { name, cancels: false });
    compiler.addAll(dangers, sauf, { name, cancels: true });
  }
  const flags = new PhraseIndex<FlagSign>();
  for (const { nom: name, genre, mots, sauf } of rules.signaux) {
    compiler.addAll(flags, mots, { name, kind: FLAG_KINDS[genre], cancels: false });
    compiler.addAll(flags, sauf, { name, kind: FLAG_KINDS[genre], cancels: true });
  }
  const footers = new PhraseIndex<'footer'>();
  compiler.addAll(footers, rules.mentions, 'footer');
  const more = new PhraseIndex<More>();
  const { annonce, demande, recit, politesse } = rules['en-plus'];
  compiler.addAll(more, annonce, 'announces');
  compiler.addAll(more, demande, 'asks');
  compiler.addAll(more, recit, 'tells');
  compiler.addAll(more, politesse, 'polite');
  return {
    ...kindsOf(rules),
    respeller: new Respeller(compiler, spelling, rules['mots-a-part'].map(foldFrench)),
    clues,
    dangers,
    flags,
    footers,
    more,
  };
}

function kindsOf({ seuils, demandes }: RequestRulesFile) {
  const kinds = demandes.map(({ genre }) => genre);
  for (const { genre, 'efface-par': others, indices } of demandes)
    for (const other of [...others, ...indices.flatMap(({ 'sauf-genre': unless }) => unless)])
      if (!kinds.includes(other))
        throw new Error(`«\u00a0${genre}\u00a0»\u00a0: le genre «\u00a0${other}\u00a0» n’existe pas`);
  return {
    kinds,
    silentKinds: new Set(demandes.filter(({ muet }) => muet).map(({ genre }) => genre)),
    thresholds: new Map(
      demandes.map(({ genre, seuils: own = seuils }) => [genre, { propose: own.propose, sure: own.sur }] as const),
    ),
    coveredBy: new Map(demandes.map(({ genre, 'efface-par': others }) => [genre, new Set(others)] as const)),
  };
}

function spellingOf({ orthographe }: RequestRulesFile): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(orthographe).flatMap(([right, wrongs]) =>
      wrongs.map((wrong) => [foldFrench(wrong), foldFrench(right)] as const),
    ),
  );
}

/** Compiles phrases, and remembers the words that they are made of. */
class Compiler {
  readonly words = new Set<string>();
  readonly stems = new Set<string>();

  constructor(
    private readonly spelling: ReadonlyMap<string, string>,
    private readonly groups: ReadonlyMap<string, readonly string[]>,
  ) {
    for (const right of spelling.values()) this.words.add(right);
  }

  addAll<T>(index: PhraseIndex<T>, phrases: readonly string[], owner: T): void {
    for (const text of phrases) index.add(this.compile(text), owner);
  }

  private compile(text: string): Phrase {
    const phrase = compilePhrase(text, this.spelling, this.groups);
    for (const { exact, stems } of phrase.steps) {
      for (const word of exact) this.words.add(word);
      for (const stem of stems) this.stems.add(stem);
    }
    return phrase;
  }
}
