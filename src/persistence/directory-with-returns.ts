import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { UndeliverableAddressRepository } from './undeliverable-address.repository';

/** A directory whose files say since when post comes back from their address: a new address in the file ends it by itself. */
export class DirectoryWithReturns implements Directory {
  constructor(
    private readonly directory: Directory,
    private readonly addresses: Pick<UndeliverableAddressRepository, 'sinceOf'>,
  ) {}

  async findFiles(
    nirs: readonly string[],
    numerosAllocataires: readonly string[],
    emails?: readonly string[],
  ): Promise<readonly AllocataireFile[]> {
    const files = await this.directory.findFiles(nirs, numerosAllocataires, emails);
    const since = await this.addresses.sinceOf(files.map(({ address }) => address));
    return files.map((file, index) => {
      const undeliverableSince = since[index] ?? null;
      return undeliverableSince === null ? file : { ...file, undeliverableSince };
    });
  }
}
