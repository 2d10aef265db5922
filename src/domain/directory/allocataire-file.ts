import type { PersonRole } from '../correspondence';

export type FileStatus = 'actif' | 'suspendu' | 'radié' | 'décédé';

export interface Person {
  readonly role: PersonRole;
  /** 13 characters, upper case; null where none is known. */
  readonly nir: string | null;
  readonly title: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthName: string | null;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
}

export interface Payment {
  /** YYYY-MM */
  readonly month: string;
  readonly benefit: string;
  readonly cents: number;
  readonly nature: 'droit' | 'rappel' | 'retenue';
}

/** Who looks after the affairs of a protected adult (tutelle, curatelle), and where to write to them. */
export interface Guardian {
  readonly name: string;
  readonly email: string | null;
  /** The seven lines of NF Z10-011 in order, empty where unused. */
  readonly address: readonly string[];
}

/** Whom an allocataire may let into the file: the spouse, a child of age, or somebody outside the household. */
export type AccessHolder = 'conjoint' | 'enfant' | 'tiers';

/** A file of the directory: one household, one numéro allocataire (7 digits, text: the leading zero counts). */
export interface AllocataireFile {
  readonly numeroAllocataire: string;
  readonly caf: string;
  readonly status: FileStatus;
  readonly email: string | null;
  /** The seven lines of NF Z10-011 in order, empty where unused. */
  readonly address: readonly string[];
  readonly persons: readonly Person[];
  readonly payments: readonly Payment[];
  readonly quotientFamilial: { readonly month: string; readonly value: number } | null;
  readonly montantNetSocial: readonly { readonly month: string; readonly cents: number }[];
  /** The household's resources were not declared, so that no quotient can be worked out; absent: they were. */
  readonly resourcesMissing?: boolean;
  /** The allocataire's guardian; null or absent where none is known. */
  readonly guardian?: Guardian | null;
  /** Since when post comes back from its address (YYYY-MM-DD). Never the directory's own: the house adds it from what came back. */
  readonly undeliverableSince?: string;
  /** To whom the allocataire granted access; absent as well as empty: to nobody. */
  readonly access?: readonly AccessHolder[];
  /** The allocataire asked for documents in large letters. */
  readonly largePrint?: boolean;
}

/** Looks files up by identifiers; one call for all the candidates of an item. */
export interface Directory {
  /**
   * @param nirs 13-character NIRs, normalised
   * @param numerosAllocataires 7-digit numbers
   * @param emails addresses that may be registered in a file, in any case
   * @returns every file that holds one of them, each once
   */
  findFiles(
    nirs: readonly string[],
    numerosAllocataires: readonly string[],
    emails?: readonly string[],
  ): Promise<readonly AllocataireFile[]>;
}
