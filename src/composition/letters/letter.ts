import type { FreeField } from '../../domain/outgoing-letter';

/** A piece of a letter's text: what the file says, or the place of a field. */
export interface TemplateInline {
  readonly text: string | null;
  readonly field: string | null;
  readonly strong: boolean;
  readonly href: string | null;
}

export interface TemplateItem {
  readonly content: readonly TemplateInline[];
  readonly items: readonly TemplateItem[];
}

export type TemplateBlock =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2;
      readonly content: readonly TemplateInline[];
      readonly line: number;
    }
  | { readonly kind: 'paragraph'; readonly content: readonly TemplateInline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly TemplateItem[] };

/** Where a directive stands, for faults. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export type TemplateNode =
  | TemplateBlock
  | {
      readonly kind: 'if';
      readonly flag: string;
      readonly wanted: boolean;
      readonly nodes: readonly TemplateNode[];
      readonly at: Place;
    }
  | { readonly kind: 'frame'; readonly nodes: readonly TemplateNode[]; readonly at: Place }
  | { readonly kind: 'block-field'; readonly name: string };

export const LETTER_VARIANTS = ['post', 'email'] as const;
export type LetterVariant = (typeof LETTER_VARIANTS)[number];

/** A letter as loaded: parsed once, checked, ready to be filled. */
export interface Letter {
  readonly name: string;
  readonly title: string;
  /** Follows «Votre demande <reference> – »: never a field, so never personal data. */
  readonly subject: string;
  readonly kinds: readonly string[];
  /** `none`: a letter that asks for the identifier shows none. */
  readonly identifiers: 'shown' | 'none';
  /** Ways of sending that the letter is written for. */
  readonly variants: readonly LetterVariant[];
  /** Personal data in its very subject: by e-mail only to the registered address. */
  readonly personal: boolean;
  /** Days to answer, where the order names no day. */
  readonly deadline: number | null;
  /** Places that an agent fills: a letter with some answers nothing. */
  readonly free: readonly FreeField[];
  readonly nodes: readonly TemplateNode[];
  /** Names of every field that the letter and its partials use. */
  readonly fields: readonly string[];
  /** SHA-256 of the letter and of its partials, hex. */
  readonly version: string;
}

/** What is wrong in a letter's file, by name and line: the office's writers read it. */
export class LetterFault extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly what: string,
  ) {
    super(`${file}, ligne ${line}\u00a0: ${what}`);
  }
}
