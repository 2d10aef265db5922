import type { AllocataireFile } from '../domain/directory/allocataire-file';
import type { Clock } from '../platform/clock';
import type { LookupHash } from '../platform/keys/field-encryption';

export interface CacheLimits {
  readonly entries: number;
  readonly knownMs: number;
  /** Shorter: somebody whose file was just opened writes soon after. */
  readonly unknownMs: number;
}

interface Entry {
  readonly files: readonly AllocataireFile[];
  readonly until: number;
}

export type IdentifierKind = 'nir' | 'numero' | 'email';

/** What the remote directory said of an identifier, for a while; the one used least recently leaves first. No key is in clear. */
export class RemoteDirectoryCache {
  /** In the order of use, the oldest first: a Map keeps the order in which its keys came. */
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly hash: LookupHash,
    private readonly clock: Clock,
    private readonly limits: CacheLimits,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** @returns null where nothing is known, or no longer; an empty list where nobody is known under it */
  get(kind: IdentifierKind, identifier: string): readonly AllocataireFile[] | null {
    const key = this.keyOf(kind, identifier);
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    this.entries.delete(key);
    if (entry.until <= this.clock.now().getTime()) return null;
    this.entries.set(key, entry);
    return entry.files;
  }

  set(kind: IdentifierKind, identifier: string, files: readonly AllocataireFile[]): void {
    const key = this.keyOf(kind, identifier);
    const { entries: most, knownMs, unknownMs } = this.limits;
    this.entries.delete(key);
    this.entries.set(key, { files, until: this.clock.now().getTime() + (files.length > 0 ? knownMs : unknownMs) });
    const [oldest] = this.entries.keys();
    if (this.entries.size > most && oldest !== undefined) this.entries.delete(oldest);
  }

  private keyOf(kind: IdentifierKind, identifier: string): string {
    return this.hash.of(kind, identifier).toString('base64');
  }
}
