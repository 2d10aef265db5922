import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { foldFrench } from '../domain/text/fold-french-text';
import { compilePhrase } from './phrase';
import { PhraseIndex } from './phrase-index';
import { type RequestRulesFile, requestRulesSchema } from './request-rules.schema';

/** A clue, compiled: the kind it speaks for and how loud. */
export interface Clue {
  readonly kind: string;
  /** Number of the clue in the file: it counts once, however many of its phrases a message holds. */
  readonly id: number;
  readonly weight: number;
  readonly unlessDenied: boolean;
  readonly unlessLongAgo: boolean;
  readonly general: boolean;
}

export interface RequestRules {
  readonly threshold: number;
  readonly spelling: ReadonlyMap<string, string>;
  readonly kinds: readonly string[];
  readonly silentKinds: ReadonlySet<string>;
  readonly clues: PhraseIndex<Clue>;
  readonly dangers: PhraseIndex<string>;
  readonly more: PhraseIndex<'announces' | 'asks' | 'polite'>;
}

/**
 * Reads and compiles the rules file once.
 * @param file path of requests.yaml
 * @throws Error with the file, the place and what is wrong
 */
export function loadRequestRules(file: string): RequestRules {
  const parsed = requestRulesSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file}, ${issue?.path.join('.') ?? ''}\u00a0: ${issue?.message ?? ''}`);
  }
  try {
    return compile(parsed.data);
  } catch (error) {
    throw new Error(`${file}\u00a0: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function compile(rules: RequestRulesFile): RequestRules {
  const spelling = new Map(
    Object.entries(rules.orthographe).flatMap(([right, wrongs]) =>
      wrongs.map((wrong) => [foldFrench(wrong), foldFrench(right)] as const),
    ),
  );
  const clues = new PhraseIndex<Clue>();
  let id = 0;
  for (const { genre, indices } of rules.demandes) {
    for (const { poids, mots, general, ...unless } of indices) {
      const { 'sauf-negation': unlessDenied, 'sauf-date-ancienne': unlessLongAgo } = unless;
      const clue: Clue = { kind: genre, id: id++, weight: poids, unlessDenied, unlessLongAgo, general };
      for (const phrase of mots) clues.add(compilePhrase(phrase, spelling), clue);
    }
  }
  const dangers = new PhraseIndex<string>();
  for (const { nom, mots } of rules.danger)
    for (const phrase of mots) dangers.add(compilePhrase(phrase, spelling), nom);
  const more = new PhraseIndex<'announces' | 'asks' | 'polite'>();
  const { annonce, demande, politesse } = rules['en-plus'];
  for (const phrase of annonce) more.add(compilePhrase(phrase, spelling), 'announces');
  for (const phrase of demande) more.add(compilePhrase(phrase, spelling), 'asks');
  for (const phrase of politesse) more.add(compilePhrase(phrase, spelling), 'polite');
  return {
    threshold: rules.seuil,
    spelling,
    kinds: rules.demandes.map(({ genre }) => genre),
    silentKinds: new Set(rules.demandes.filter(({ muet }) => muet).map(({ genre }) => genre)),
    clues,
    dangers,
    more,
  };
}
