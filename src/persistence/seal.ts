/** Contexts that seals are bound to: a value moved to another row or column no longer opens. */
export type SealedColumn = 'envelope' | 'scan' | 'reading' | 'triage' | 'settlement' | 'freeze';

export const sealContext = {
  correspondence: (column: SealedColumn, id: string): string => `correspondences.${column}.${id}`,
  documentName: (id: string): string => `documents.name.${id}`,
  ledger: (id: string): string => `ledger.content.${id}`,
  directoryFile: (numeroHash: Buffer): string => `directory_files.sealed.${numeroHash.toString('hex')}`,
};
