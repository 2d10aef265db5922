import { nameWords } from './compare-names';

/** A line in which a writer may name themselves; its words are cut up once, when a name is first looked for in it. */
export class ZoneLine {
  private cut: readonly string[] | null = null;

  /** @param folded lower case, without accents */
  constructor(readonly folded: string) {}

  /** As names are compared with. */
  get words(): readonly string[] {
    this.cut ??= nameWords(this.folded);
    return this.cut;
  }
}
