import path from 'node:path';
import { ok, type Result, refused } from '../../domain/result';
import { type DocumentRecord, isWithheld } from '../../persistence/correspondence-record';
import { DocumentUnreadable } from '../../persistence/document-store/chunked-encryption';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { CutPages, Piece } from '../../persistence/regroup-pages';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { DeskParts } from '../desk-parts';
import type { ChosenPages } from './chosen-pages';

export interface CutParts {
  readonly store: Pick<DocumentStore, 'read' | 'put'>;
  readonly view: DeskParts['view'];
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Which of an item's files leave it whole, and which are cut. */
export type LeavingPages = CutPages & { readonly moved: readonly string[] };

/** Puts the pages of an item’s files into two heaps; a file that has pages in both is cut, and stays as it came, aside. */
export class CutFiles {
  constructor(private readonly parts: CutParts) {}

  /** @param files page files in order @returns what leaves, or why a file cannot be cut, in French */
  async cut(files: readonly DocumentRecord[], chosen: ChosenPages): Promise<Result<LeavingPages, string>> {
    const moved: string[] = [];
    const pieces: Piece[] = [];
    const asides: CutPages['asides'][number][] = [];
    for (const file of files) {
      const pages = chosen.get(file.id);
      if (pages === undefined) continue;
      const cut = pages === 'all' ? ok('all' as const) : await this.divide(file, pages);
      if (!cut.ok) return cut;
      if (cut.value === 'all') moved.push(file.id);
      else {
        pieces.push(...cut.value);
        asides.push({ id: file.id, pieces: cut.value.map(({ id }) => id) });
      }
    }
    return ok({ moved, pieces, asides });
  }

  /** @param pages that leave, from 1 */
  private async divide(file: DocumentRecord, pages: readonly number[]): Promise<Result<'all' | Piece[], string>> {
    const fault = refused(`«\u00a0${file.name}\u00a0» ne se laisse pas couper\u00a0: scindez par fichiers entiers.`);
    const bytes = isWithheld(file) ? null : await readKept(this.parts.store, file.storeKey);
    if (bytes === null) return fault;
    const take = (wanted: readonly number[]) =>
      this.parts.view({ kind: 'pages', bytes, type: file.type, page: 1, sha256: null, pages: wanted });
    const { count = 0 } = await take([]);
    const all = Array.from({ length: count }, (_, index) => index + 1);
    const leaving = all.filter((page) => pages.includes(page));
    if (leaving.length !== new Set(pages).size) return fault;
    if (leaving.length === all.length) return ok('all' as const);
    const heaps = { item: all.filter((page) => !pages.includes(page)), part: leaving };
    const made: Piece[] = [];
    // A TIFF is given back page by page.
    for (const to of ['item', 'part'] as const)
      for (const some of file.type === 'application/pdf' ? [heaps[to]] : heaps[to].map((page) => [page])) {
        const { content, type } = await take(some);
        if (content === null) return fault;
        const name = named(file.name, some, type);
        made.push(await keepPiece(this.parts, file, { to, nth: made.length, name, type, content, pages: some.length }));
      }
    return ok(made);
  }
}

/** @returns null where it does not open */
export async function readKept(store: CutParts['store'], storeKey: string): Promise<Buffer | null> {
  try {
    return await store.read(storeKey);
  } catch (error) {
    if (error instanceof DocumentUnreadable) return null;
    throw error;
  }
}

interface NewPiece extends Pick<DocumentRecord, 'name' | 'type' | 'pages'> {
  readonly to: Piece['to'];
  /** Which of its file's pieces: those of one place stand in the order of their ids. */
  readonly nth: number;
  readonly content: Buffer;
}

/** Keeps a piece at its file’s place, as clean as that. */
export async function keepPiece(
  { store, ids, clock }: CutParts,
  { role, position, malware }: DocumentRecord,
  { to, nth, name, type, pages, content }: NewPiece,
): Promise<Piece> {
  const { storeKey, bytes: size } = await store.put(content);
  const id = ids.next(new Date(clock.now().getTime() + nth));
  return { to, id, document: { role, position, name, type, size, pages, storeKey, malware } };
}

/** «lettre-p3-5.pdf»: where its pages stand in the file that came. */
function named(name: string, pages: readonly number[], type: string): string {
  const stem = name.slice(0, name.length - path.extname(name).length);
  return `${stem}-p${pages.join('-')}${type === 'application/pdf' ? '.pdf' : '.tif'}`;
}
