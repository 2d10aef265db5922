import type { IDefaultPolicyContext, IPolicy } from 'cockatiel';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import { comparableEmail } from '../domain/directory/registered-sender';
import type { Clock } from '../platform/clock';
import type { LookupHash } from '../platform/keys/field-encryption';
import { holds, isReachedAt, type Question, readAnswer } from './remote-directory-answer';
import { type CacheLimits, type IdentifierKind, RemoteDirectoryCache } from './remote-directory-cache';
import {
  asUnavailable,
  type CallLimits,
  DirectoryUnavailable,
  patientPolicy,
  postQuestion,
} from './remote-directory-call';

export interface RemoteDirectoryLimits {
  readonly call: CallLimits;
  readonly cache: CacheLimits;
}

/** A look-up is one indexed query at the other end; the job's own retries come on top of these. */
export const USUAL_LIMITS: RemoteDirectoryLimits = {
  call: {
    timeoutMs: 5_000,
    retries: 2,
    firstDelayMs: 200,
    longestDelayMs: 2_000,
    failuresToOpen: 6,
    openMs: 15_000,
  },
  cache: { entries: 10_000, knownMs: 300_000, unknownMs: 60_000 },
};

/**
 * A directory that another service holds, asked over HTTP: `POST {url}/find` with `{nirs, numerosAllocataires}`, and
 * `emails` where there is one to ask for, gives `{files}`, each as a line of the directory. One call for what is not in the cache of all the candidates of an item.
 */
export class RemoteDirectory implements Directory {
  private readonly cache: RemoteDirectoryCache;
  private readonly policy: IPolicy<IDefaultPolicyContext>;

  constructor(
    private readonly server: { readonly url: string; readonly token: string | null },
    hash: LookupHash,
    clock: Clock,
    limits: RemoteDirectoryLimits = USUAL_LIMITS,
  ) {
    this.cache = new RemoteDirectoryCache(hash, clock, limits.cache);
    this.policy = patientPolicy(limits.call);
  }

  /** @throws DirectoryUnavailable where there is no answer, or none that can be believed; it holds no number */
  async findFiles(
    nirs: readonly string[],
    numeros: readonly string[],
    emails: readonly string[] = [],
  ): Promise<readonly AllocataireFile[]> {
    const found = new Map<string, AllocataireFile>();
    const keep = (files: readonly AllocataireFile[]) => {
      for (const file of files) found.set(file.numeroAllocataire, file);
    };
    const unknown = (kind: IdentifierKind, all: readonly string[]): string[] =>
      [...new Set(all)].filter((identifier) => !this.isCached(kind, identifier, keep));
    const open: Question = {
      nirs: unknown('nir', nirs),
      numerosAllocataires: unknown('numero', numeros),
      emails: unknown('email', emails.map(comparableEmail)),
    };
    // What was just answered is newer than what the cache held.
    if (open.nirs.length + open.numerosAllocataires.length + open.emails.length > 0) keep(await this.ask(open));
    return [...found.values()].sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire));
  }

  private isCached(
    kind: IdentifierKind,
    identifier: string,
    keep: (files: readonly AllocataireFile[]) => void,
  ): boolean {
    const files = this.cache.get(kind, identifier);
    if (files !== null) keep(files);
    return files !== null;
  }

  private async ask(question: Question): Promise<readonly AllocataireFile[]> {
    const { emails, ...numbers } = question;
    const body = JSON.stringify(emails.length > 0 ? question : numbers);
    const files = await this.policy
      .execute(async ({ signal }) => {
        const answer = readAnswer(await postQuestion(this.server, body, signal), question);
        if (!answer.ok) throw new DirectoryUnavailable(`réponse irrecevable (${answer.error})`, false);
        return answer.value;
      })
      .catch((error: unknown) => {
        throw asUnavailable(error);
      });
    const remember = (
      kind: IdentifierKind,
      asked: readonly string[],
      answers: (file: AllocataireFile, identifier: string) => boolean,
    ): void => {
      for (const identifier of asked)
        this.cache.set(
          kind,
          identifier,
          files.filter((file) => answers(file, identifier)),
        );
    };
    remember('nir', question.nirs, holds);
    remember('numero', question.numerosAllocataires, (file, numero) => file.numeroAllocataire === numero);
    remember('email', emails, isReachedAt);
    return files;
  }
}
