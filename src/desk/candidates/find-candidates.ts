import type { Corroboration, Identification, IncomingChannel } from '../../domain/correspondence';
import type { AllocataireFile, Directory, FileStatus, Person } from '../../domain/directory/allocataire-file';

/** Somebody of the directory who may have written, and what speaks for and against it. */
export interface Candidate {
  readonly numeroAllocataire: string;
  readonly personIndex: number;
  readonly role: Person['role'];
  readonly name: string;
  readonly sex: Person['sex'];
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly status: FileStatus;
  readonly nir: string | null;
  /** The one that the machine leans to. */
  readonly likely: boolean;
  readonly speaks: readonly { readonly for: boolean; readonly words: string }[];
}

const MOST_SHOWN = 6;
const TITLES: Readonly<Record<string, string>> = { MADAME: 'Mme', MONSIEUR: 'M.' };

const FOR: Readonly<Record<Corroboration, string>> = {
  sender: 'adresse électronique du dossier, authentifiée',
  name: 'nom et prénom lus dans le message',
  'birth-date': 'date de naissance et nom lus dans le message',
  'numero-allocataire': 'numéro allocataire lu dans le message',
};
const AGAINST: Readonly<Record<Corroboration, string>> = {
  sender: 'ne vient pas de l’adresse électronique du dossier',
  name: 'nom et prénom non lus',
  'birth-date': 'date de naissance non lue',
  'numero-allocataire': 'numéro allocataire non lu',
};

/** Who of the directory the item may be from: by the numbers that were read in it. */
export async function findCandidates(
  identification: Identification,
  channel: IncomingChannel,
  directory: Directory,
): Promise<Candidate[]> {
  const { nir, numeroAllocataire } = identification;
  if (nir === null && numeroAllocataire === null) return [];
  const files = await directory.findFiles(
    nir === null ? [] : [nir],
    numeroAllocataire === null ? [] : [numeroAllocataire],
  );
  return files.flatMap((file) => candidatesOf(file, identification, channel)).slice(0, MOST_SHOWN);
}

function candidatesOf(file: AllocataireFile, identification: Identification, channel: IncomingChannel): Candidate[] {
  const { nir, personIndex, numeroAllocataire } = identification;
  const own = file.numeroAllocataire === numeroAllocataire;
  return file.persons.flatMap((person, index) => {
    const byNumber = nir !== null && person.nir === nir;
    const likely = own && (personIndex === null ? byNumber || person.role === 'allocataire' : index === personIndex);
    if (!byNumber && !likely) return [];
    return [
      {
        numeroAllocataire: file.numeroAllocataire,
        personIndex: index,
        role: person.role,
        sex: person.sex,
        name: [TITLES[person.title.toUpperCase()] ?? person.title, person.firstName, person.lastName]
          .filter((part) => part !== '')
          .join(' '),
        birthDate: person.birthDate,
        status: file.status,
        nir: person.nir,
        likely,
        speaks: speaksOf(identification, channel, byNumber, likely),
      },
    ];
  });
}

function speaksOf(
  { corroboratedBy }: Identification,
  channel: IncomingChannel,
  byNumber: boolean,
  likely: boolean,
): Candidate['speaks'] {
  const number = byNumber
    ? { for: true, words: 'NIR lu dans le courrier' }
    : { for: false, words: 'son NIR n’est pas dans le courrier' };
  if (!likely) return [number];
  // A letter comes from no electronic address.
  const all = (Object.keys(FOR) as Corroboration[]).filter((one) => channel === 'email' || one !== 'sender');
  return [
    number,
    ...all.filter((one) => corroboratedBy.includes(one)).map((one) => ({ for: true, words: FOR[one] })),
    ...all.filter((one) => !corroboratedBy.includes(one)).map((one) => ({ for: false, words: AGAINST[one] })),
  ];
}
