import type { Identification, IdentificationVerdict, ReadItem } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import { isSentFrom } from '../domain/directory/registered-sender';
import { nirKindOf } from '../domain/nir/nir-kind';
import { choosePerson, type Hit } from './choose-person';
import { type CollectedNumbers, collectNumbers, type ReadNumber } from './collect-numbers';
import { corroborate, isNamed, type MessageWords, messageWords } from './corroborate';
import { explainCorroboration, explainNumber, SENTENCES } from './explain';
import { findConflicts } from './find-conflicts';
import { findReplyReference, type VerifyReference } from './find-reply-reference';
import { findThirdParty, type WritesFor } from './find-third-party';
import { type WriterZones, writerZones } from './find-writer';
import { doubtsBeside, holdersOf, readingsOf, type SortedNumbers, scanDisagrees, sortNumbers } from './sort-numbers';

export interface Identified {
  readonly identification: Identification;
  /** The file of the person found; also where the verdict leaves a doubt on it, for the agent. */
  readonly file: AllocataireFile | null;
  /** The file that a numéro allocataire points to and in which somebody bears the name that the message gives. */
  readonly writtenFile: AllocataireFile | null;
}

/** What one item says, taken out of it once. */
interface Message {
  readonly item: ReadItem;
  readonly collected: CollectedNumbers;
  readonly sorted: SortedNumbers;
  readonly zones: WriterZones;
  readonly words: MessageWords;
  readonly writesFor: WritesFor;
  readonly files: readonly AllocataireFile[];
}

/**
 * Whose letter it is: the numbers of the message, one look-up, then what the message itself says for and against.
 * The number alone never suffices (`unconfirmed`); whatever points to somebody else is a `conflict`.
 * @param verify says whether a reply reference's check is right; null where no key is at hand
 */
export async function identifySender(
  item: ReadItem,
  directory: Directory,
  verify: VerifyReference = null,
): Promise<Identified> {
  const collected = collectNumbers(item);
  const sorted = sortNumbers(collected.numbers);
  const nirs = [...new Set(collected.numbers.flatMap(({ candidate }) => readingsOf(candidate)))];
  const numeros = collected.numeros.map(({ numero }) => numero);
  const emails = item.channel === 'email' && item.from !== null ? [item.from.address] : [];
  const files = nirs.length + numeros.length === 0 ? [] : await directory.findFiles(nirs, numeros, emails);
  const zones = writerZones(item);
  const written = item.texts.filter(({ source }) => source === 'body' || source === 'page' || source === 'subject');
  const message: Message = {
    item,
    collected,
    sorted,
    zones,
    words: messageWords(item, zones),
    writesFor: findThirdParty(
      written.map(({ text }) => text).join('\n'),
      [...zones.signature, zones.from].join('\n'),
      item.from?.address ?? '',
    ),
    files,
  };
  const { file, identification } = identify(message);
  const { replyTo, because } = findReplyReference(item, verify);
  return {
    file,
    identification: { ...identification, replyTo, because: [...identification.because, ...because] },
    writtenFile: writtenFileOf(message),
  };
}

function identify(message: Message): Omit<Identified, 'writtenFile'> {
  const { collected, sorted, files } = message;
  if (collected.numbers.length === 0) {
    const given = collected.numeros.length > 0;
    return verdict(message, 'missing', [given ? SENTENCES.onlyNumero : SENTENCES.noNumber]);
  }
  const hits = [...sorted.usable].flatMap(([nir, numbers]) => holdersOf(nir, numbers, files));
  if (hits.length === 0) return withoutHolder(message);
  const numeros = collected.numeros.map(({ numero }) => numero);
  const choice = choosePerson(hits, message.zones, numeros);
  const read = [...new Set(hits.map(({ nir }) => nir))].map((nir) => explainNumber(nir, collected, true));
  if (choice.kind === 'several')
    return verdict(message, 'ambiguous', [...read, choice.because], choice.file === null ? {} : { file: choice.file });
  if (choice.kind === 'relatives') return verdict(message, 'conflict', [...read, choice.because], { hit: choice.hit });
  if (scanDisagrees(choice.hit, hits))
    return verdict(message, 'ambiguous', [...read, SENTENCES.scanDisagrees], { file: choice.hit.file });
  const doubt = doubtsBeside(choice.hit, sorted, files);
  if (doubt !== null) return verdict(message, 'ambiguous', [...read, doubt], { file: choice.hit.file });
  return judge(message, choice.hit, read);
}

/** None of the numbers that can be used is anybody's. */
function withoutHolder(message: Message): Omit<Identified, 'writtenFile'> {
  const { sorted, collected, files } = message;
  if (!collected.numbers.some((number) => isSpokenFor(number, files)))
    return verdict(message, 'missing', [SENTENCES.digitsAlone]);
  const strong = [...sorted.usable].find(([, numbers]) => numbers.some(({ candidate }) => isSure(candidate)));
  const unclear = sorted.ambiguous[0];
  const wrong = sorted.wrongKey.find(({ candidate }) => isKnown(candidate, files)) ?? sorted.wrongKey[0];
  if (strong === undefined && unclear !== undefined)
    return verdict(message, 'ambiguous', [SENTENCES.severalReadings], { nir: unclear.candidate.nir });
  if (strong === undefined && wrong !== undefined) {
    const known = isKnown(wrong.candidate, files);
    const because = [SENTENCES.wrongKey, known ? SENTENCES.proposalKnown : SENTENCES.proposalUnknown];
    return verdict(message, 'wrong-key', because, { nir: wrong.candidate.nir, proposalKnown: known });
  }
  const [nir = ''] = strong ?? [...sorted.usable.keys()];
  return verdict(message, 'unknown', [explainNumber(nir, collected, false)], { nir });
}

/**
 * Thirteen digits are plausible more often than not. In a subject, a quote or an attachment (orders, invoices, time stamps)
 * they are a NIR only where a key, a label, the NIR's grouping or the directory says so.
 */
function isSpokenFor({ candidate, source }: ReadNumber, files: readonly AllocataireFile[]): boolean {
  const written = source === 'body' || source === 'page' || source === 'metadata';
  const grouped = candidate.end - candidate.start > (candidate.key === null ? 13 : 15);
  return written || grouped || isSure(candidate) || isKnown(candidate, files);
}

/** A number that its key or its label bears out: not any run of thirteen digits. */
function isSure({ verdict: read, labelled }: ReadNumber['candidate']): boolean {
  return read === 'valid' || labelled;
}

function isKnown(candidate: ReadNumber['candidate'], files: readonly AllocataireFile[]): boolean {
  const readings = new Set(readingsOf(candidate));
  return files.some(({ persons }) => persons.some(({ nir }) => nir !== null && readings.has(nir)));
}

function judge(message: Message, hit: Hit, read: readonly string[]): Omit<Identified, 'writtenFile'> {
  const { item, words, zones, collected, files, writesFor } = message;
  const person = hit.file.persons[hit.personIndex];
  if (person === undefined) throw new RangeError('no such person in the file');
  const numeros = collected.numeros.map(({ numero }) => numero);
  const corroboratedBy = corroborate(item, words, hit.file, person, numeros);
  const otherNumeros = numeros.filter(
    (numero) =>
      numero !== hit.file.numeroAllocataire && files.some(({ numeroAllocataire }) => numeroAllocataire === numero),
  );
  const corroborated = corroboratedBy.length > 0;
  // A family may share an address: where it is this file's own, whose else it is says nothing.
  const otherSender = !isSentFrom(item, hit.file) && files.some((file) => isSentFrom(item, file));
  const named = corroboratedBy.includes('name');
  const judged = { ...hit, person, otherNumeros, otherSender, writesFor, corroborated, named };
  const conflicts = findConflicts(judged, zones, words);
  const because = [...read, ...corroboratedBy.map(explainCorroboration), ...conflicts];
  if (conflicts.length > 0) return verdict(message, 'conflict', because, { hit, corroboratedBy });
  if (!corroborated) return verdict(message, 'unconfirmed', [...because, SENTENCES.nothingElse], { hit });
  return verdict(message, 'matched', because, { hit, corroboratedBy });
}

interface Found {
  readonly hit?: Hit;
  readonly file?: AllocataireFile;
  readonly nir?: string;
  readonly proposalKnown?: boolean;
  readonly corroboratedBy?: Identification['corroboratedBy'];
}

function verdict(
  { collected, writesFor }: Message,
  verdictName: IdentificationVerdict,
  because: readonly string[],
  { hit, file = hit?.file, nir = hit?.nir, proposalKnown = false, corroboratedBy = [] }: Found = {},
): Omit<Identified, 'writtenFile'> {
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
        ...(writesFor === 'third-party' && verdictName !== 'conflict' ? [SENTENCES.thirdParty] : []),
      ],
      nir: nir ?? null,
      nirKind: nir === undefined ? null : nirKindOf(nir),
      proposalKnown,
      numeroAllocataireGiven: collected.numeros.length > 0,
      thirdParty: writesFor === 'third-party',
    },
  };
}

/** A numéro allocataire identifies nobody by post, but it may tell where its holder lives: never without the name. */
function writtenFileOf({ collected, files, words }: Message): AllocataireFile | null {
  const named = files.filter(
    (file) =>
      collected.numeros.some(({ numero }) => numero === file.numeroAllocataire) &&
      file.persons.some((person) => person.role !== 'enfant' && isNamed(words, person)),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}
