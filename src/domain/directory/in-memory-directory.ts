import type { AllocataireFile, Directory } from './allocataire-file';

/** A directory held in memory: for `triage` over a file, and for tests. Of two files of one number, the last is kept. */
export class InMemoryDirectory implements Directory {
  private readonly byNumero = new Map<string, AllocataireFile>();
  private readonly byNir = new Map<string, AllocataireFile[]>();

  constructor(files: Iterable<AllocataireFile>) {
    for (const file of files) this.byNumero.set(file.numeroAllocataire, file);
    for (const file of this.byNumero.values()) {
      for (const { nir } of file.persons) {
        if (nir === null) continue;
        const holders = this.byNir.get(nir);
        if (holders === undefined) this.byNir.set(nir, [file]);
        else if (!holders.includes(file)) holders.push(file);
      }
    }
  }

  get size(): number {
    return this.byNumero.size;
  }

  findFiles(nirs: readonly string[], numeros: readonly string[]): Promise<readonly AllocataireFile[]> {
    const found = new Set<AllocataireFile>();
    for (const nir of nirs) for (const file of this.byNir.get(nir) ?? []) found.add(file);
    for (const numero of numeros) {
      const file = this.byNumero.get(numero);
      if (file !== undefined) found.add(file);
    }
    const ordered = [...found].sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire));
    return Promise.resolve(ordered);
  }
}
