/** The sealed columns of a correspondence. */
export const SEALED_COLUMNS = ['envelope', 'scan', 'reading', 'headline', 'triage', 'settlement', 'freeze'] as const;
export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** Contexts that seals are bound to: a value moved to another row or column no longer opens. */
export const sealContext = {
  correspondence: (column: SealedColumn, id: string): string => `correspondences.${column}.${id}`,
  documentName: (id: string): string => `documents.name.${id}`,
  ledger: (id: string): string => `ledger.content.${id}`,
  personNote: (id: string): string => `person_notes.content.${id}`,
  itemNote: (id: string): string => `item_notes.content.${id}`,
  revocationReason: (id: string): string => `document_revocations.reason.${id}`,
  deskTotp: (id: string): string => `desk_accounts.totp.${id}`,
  deskPending: (id: string): string => `desk_pending.decision.${id}`,
  deskMacro: (id: string): string => `desk_macros.content.${id}`,
  directoryFile: (numeroHash: Buffer): string => `directory_files.sealed.${numeroHash.toString('hex')}`,
};

/** Is it a file of the directory that does not open, rather than the correspondence? */
export const isDirectoryContext = (context: string): boolean => context.startsWith('directory_files.');
