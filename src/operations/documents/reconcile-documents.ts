import type { StoredFile, StoredFiles } from '../../persistence/document-store/stored-files';
import type { Clock } from '../../platform/clock';
import { mergeInOrder } from './merge-in-order';
import type { NamedFile, NamedFilesQuery } from './named-files.query';

/** A file is written before its row is committed: a receipt takes seconds, a large upload minutes. */
export const GRACE_MS = 24 * 60 * 60 * 1000;

export type DocumentFinding =
  /** A stored file that no row names, older than the time of grace. */
  | { readonly finding: 'orphan'; readonly storeKey: string; readonly bytes: number; readonly modifiedAt: string }
  /** A row names a document that is not in the store. */
  | { readonly finding: 'missing'; readonly storeKey: string; readonly correspondenceId: string }
  /** What a crash left half written, older than the time of grace; nobody was told that it was received. */
  | { readonly finding: 'half-file'; readonly name: string; readonly bytes: number; readonly modifiedAt: string };

export interface DocumentAccount {
  readonly stored: number;
  readonly storedBytes: number;
  /** Distinct contents that rows name. */
  readonly named: number;
  readonly orphans: number;
  readonly missing: number;
  readonly halfFiles: number;
  /** Not named, and too young to be called orphans. */
  readonly young: number;
  /** No row names them any more, and a deletion still has to take them away. */
  readonly beingErased: number;
  /** Replies that do not open: what they name could not be checked. */
  readonly unreadableReplies: number;
}

/** Holds the store against the rows, as two streams in the same order: constant memory, whatever their length. */
export class ReconcileDocuments {
  constructor(
    private readonly named: NamedFilesQuery,
    private readonly stored: StoredFiles,
    private readonly clock: Clock,
  ) {}

  /**
   * @param tell is told of each finding in turn, and waited for; with how many replies do not open
   * @throws the signal's reason where it is aborted: the process stops
   */
  run(
    tell: (finding: DocumentFinding, unreadableReplies: number) => Promise<void> | void,
    stopping?: AbortSignal,
  ): Promise<DocumentAccount> {
    const before = new Date(this.clock.now().getTime() - GRACE_MS);
    const account = {
      stored: 0,
      storedBytes: 0,
      named: 0,
      orphans: 0,
      missing: 0,
      halfFiles: 0,
      young: 0,
      beingErased: 0,
    };
    return this.named.within(async ({ files, unreadableReplies }) => {
      const pairs = mergeInOrder(this.stored.list(), files, { a: ({ name }) => name, b: ({ storeKey }) => storeKey });
      for await (const { a: file, b: name } of pairs) {
        stopping?.throwIfAborted();
        if (file !== null) {
          account.stored++;
          account.storedBytes += file.bytes;
        }
        if (name?.correspondenceId === null) {
          account.beingErased++;
          continue;
        }
        if (name !== null) account.named++;
        if (name === null && file !== null) {
          if (file.modifiedAt >= before) account.young++;
          else if (!(await this.named.isNamed(file.name))) {
            account.orphans++;
            await tell({ finding: 'orphan', storeKey: file.name, ...sizeOf(file) }, unreadableReplies);
          }
        }
        if (name !== null && file === null && (await this.isStillMissing(name))) {
          account.missing++;
          const { storeKey, correspondenceId } = name;
          await tell({ finding: 'missing', storeKey, correspondenceId }, unreadableReplies);
        }
      }
      for await (const file of this.stored.incoming()) {
        if (file.modifiedAt >= before) continue;
        account.halfFiles++;
        await tell({ finding: 'half-file', name: file.name, ...sizeOf(file) }, unreadableReplies);
      }
      return { ...account, unreadableReplies };
    });
  }

  /** Row and file may have been erased together since the moment that is looked at. */
  private async isStillMissing({ storeKey, listed }: NamedFile): Promise<boolean> {
    return !(await this.stored.has(storeKey)) && (!listed || (await this.named.isNamed(storeKey)));
  }
}

const sizeOf = ({ bytes, modifiedAt }: StoredFile) => ({ bytes, modifiedAt: modifiedAt.toISOString() });
