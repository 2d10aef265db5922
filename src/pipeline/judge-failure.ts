import { DocumentUnreadable } from '../persistence/document-store/chunked-encryption';
import { StorageAway } from '../persistence/document-store/document-store';
import { DirectoryUnavailable } from '../persistence/remote-directory-call';
import { isDirectoryContext } from '../persistence/seal';
import { CannotUnseal } from '../platform/keys/field-encryption';
import { isSurroundingsFault } from '../platform/surroundings-fault';
import { FinalFailure, TransientFailure } from './stage-failure';

/** Whose fault a failure is, and with it what follows. */
export type Judgement =
  /** The surroundings': tried again, no chance of the item's spent. */
  | { readonly kind: 'transient' }
  /** No retry mends it: failed at once, with the reason for an agent. */
  | { readonly kind: 'final'; readonly reason: string }
  /** Perhaps the item's own: tried again while it has chances left. */
  | { readonly kind: 'own' };

/** Tells the surroundings' fault from the item's, by what was thrown and by its causes. */
export function judgeFailure(error: unknown): Judgement {
  if (error instanceof FinalFailure) return { kind: 'final', reason: error.message };
  if (error instanceof DocumentUnreadable)
    return { kind: 'final', reason: `Un document de ce courrier ne s’ouvre plus\u00a0: ${error.message}.` };
  if (error instanceof CannotUnseal)
    return { kind: 'final', reason: `${whatIsSealed(error)} ne s’ouvre plus\u00a0: ${error.why}.` };
  if (error instanceof TransientFailure || error instanceof StorageAway) return { kind: 'transient' };
  // A wrong answer may be to this very question; a directory that is away is not the item's concern.
  if (error instanceof DirectoryUnavailable) return error.passing ? { kind: 'transient' } : { kind: 'own' };
  return isSurroundingsFault(error) ? { kind: 'transient' } : { kind: 'own' };
}

const whatIsSealed = ({ context }: CannotUnseal): string =>
  isDirectoryContext(context) ? 'Un dossier du répertoire' : 'Ce qui est conservé de ce courrier';
