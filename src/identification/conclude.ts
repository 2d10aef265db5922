import type { Identification, IdentificationVerdict, ReadItem } from '../domain/correspondence';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { nirKindOf } from '../domain/nir/nir-kind';
import type { Hit } from './choose-person';
import type { CollectedNumbers } from './collect-numbers';
import type { MessageWords } from './corroborate';
import { SENTENCES } from './explain';
import { findGuardian } from './find-guardian';
import type { WritesFor } from './find-third-party';
import type { WriterZones } from './find-writer';
import { isAddressWritten } from './find-written-address';
import type { SortedNumbers } from './sort-numbers';

/** What one item says, taken out of it once. */
export interface Message {
  readonly item: ReadItem;
  readonly collected: CollectedNumbers;
  readonly sorted: SortedNumbers;
  readonly zones: WriterZones;
  readonly words: MessageWords;
  readonly writesFor: WritesFor;
  readonly files: readonly AllocataireFile[];
}

export interface Found {
  readonly hit?: Hit;
  readonly file?: AllocataireFile;
  readonly nir?: string;
  readonly proposalKnown?: boolean;
  readonly corroboratedBy?: Identification['corroboratedBy'];
  /** The message speaks of the person as of somebody else's mother, client, tenant. */
  readonly spokenOf?: boolean;
}

export interface Concluded {
  readonly identification: Identification;
  readonly file: AllocataireFile | null;
}

/** Puts a verdict together with what else an agent should know: who writes, for whom, and from where. */
export function conclude(
  { item, zones, collected, writesFor }: Message,
  verdictName: IdentificationVerdict,
  because: readonly string[],
  { hit, file = hit?.file, nir = hit?.nir, proposalKnown = false, corroboratedBy = [], spokenOf = false }: Found = {},
): Concluded {
  const byOther = writesFor === 'third-party' || spokenOf;
  const guardian = file === undefined ? null : findGuardian(item, zones, file, byOther);
  const thirdParty = byOther || (guardian !== null && guardian.writes !== null);
  return {
    file: file ?? null,
    identification: {
      verdict: verdictName,
      numeroAllocataire: file?.numeroAllocataire ?? null,
      person: hit === undefined ? null : (hit.file.persons[hit.personIndex]?.role ?? null),
      personIndex: hit?.personIndex ?? null,
      corroboratedBy,
      because: [
        ...because,
        ...(file !== undefined && isAddressWritten(item, file.address) ? [SENTENCES.address] : []),
        ...(guardian?.because ?? []),
        ...(thirdParty && verdictName !== 'conflict' ? [SENTENCES.thirdParty] : []),
      ],
      nir: nir ?? null,
      nirKind: nir === undefined ? null : nirKindOf(nir),
      proposalKnown,
      numeroAllocataireGiven: collected.numeros.length > 0,
      thirdParty,
      guardian: guardian?.writes ?? null,
    },
  };
}
