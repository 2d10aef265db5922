import type { AllocataireFile, Directory } from './allocataire-file';
import { comparableEmail } from './registered-sender';

/** A directory held in memory: for `triage` over a file, and for tests. Of two files of one number, the last is kept. */
export class InMemoryDirectory implements Directory {
  private readonly byNumero = new Map<string, AllocataireFile>();
  private readonly byNir = new Map<string, AllocataireFile[]>();
  private readonly byEmail = new Map<string, AllocataireFile[]>();

  constructor(files: Iterable<AllocataireFile>) {
    for (const file of files) this.byNumero.set(file.numeroAllocataire, file);
    for (const file of this.byNumero.values()) {
      for (const { nir } of file.persons) if (nir !== null) append(this.byNir, nir, file);
      if (file.email !== null) append(this.byEmail, comparableEmail(file.email), file);
    }
  }

  get size(): number {
    return this.byNumero.size;
  }

  findFiles(
    nirs: readonly string[],
    numeros: readonly string[],
    emails: readonly string[] = [],
  ): Promise<readonly AllocataireFile[]> {
    const found = new Set<AllocataireFile>();
    for (const nir of nirs) for (const file of this.byNir.get(nir) ?? []) found.add(file);
    for (const email of emails) for (const file of this.byEmail.get(comparableEmail(email)) ?? []) found.add(file);
    for (const numero of numeros) {
      const file = this.byNumero.get(numero);
      if (file !== undefined) found.add(file);
    }
    const ordered = [...found].sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire));
    return Promise.resolve(ordered);
  }
}

function append(map: Map<string, AllocataireFile[]>, key: string, file: AllocataireFile): void {
  const files = map.get(key);
  if (files === undefined) map.set(key, [file]);
  else if (!files.includes(file)) files.push(file);
}
