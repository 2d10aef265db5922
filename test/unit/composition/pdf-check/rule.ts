import type { PdfModel } from './pdf-model';
import type { StructureElement } from './structure-tree';

export interface CheckedFile {
  readonly model: PdfModel;
  readonly elements: readonly StructureElement[];
}

/** One rule: its name, and what breaks it in a file; nothing where it holds. */
export interface Rule {
  readonly name: string;
  faults(file: CheckedFile): readonly string[];
}

/** A rule that holds or does not. */
export function rule(name: string, holds: (file: CheckedFile) => boolean): Rule {
  return { name, faults: (file) => (holds(file) ? [] : ['']) };
}

/** A rule that several things of a file may break, each named. */
export function rules(name: string, faults: (file: CheckedFile) => readonly string[]): Rule {
  return { name, faults };
}
