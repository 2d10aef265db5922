import type { Identification, ReadItem } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import { isSentFrom } from '../domain/directory/registered-sender';
import { choosePerson, type Hit } from './choose-person';
import { collectNumbers, type ReadNumber } from './collect-numbers';
import { type Concluded, conclude, type Message } from './conclude';
import { corroborate, isNamed, messageWords } from './corroborate';
import { explainCorroboration, explainNumber, SENTENCES } from './explain';
import { findConflicts, spokenOfAs } from './find-conflicts';
import { findGuardian } from './find-guardian';
import { findReplyReference, type VerifyReference } from './find-reply-reference';
import { findThirdParty } from './find-third-party';
import { findWriters, writerZones } from './find-writer';
import { foldedTexts } from './folded-texts';
import { doubtsBeside, holdersOf, readingsOf, scanDisagrees, sortNumbers } from './sort-numbers';

export interface Identified {
  readonly identification: Identification;
  /** The file of the person found; also where the verdict leaves a doubt on it, for the agent. */
  readonly file: AllocataireFile | null;
  /** The file that a numéro allocataire points to and in which somebody bears the name that the message gives. */
  readonly writtenFile: AllocataireFile | null;
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
  const message: Message = {
    item,
    collected,
    sorted,
    zones,
    words: messageWords(item, zones),
    writesFor: findThirdParty(
      foldedTexts(item, ['body', 'page', 'subject']),
      [...zones.signature.map(({ folded }) => folded), ...zones.fromLine.folded.split('\n')],
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

function identify(message: Message): Concluded {
  const { collected, sorted, files } = message;
  if (collected.numbers.length === 0) {
    const given = collected.numeros.length > 0;
    return conclude(message, 'missing', [given ? SENTENCES.onlyNumero : SENTENCES.noNumber]);
  }
  const hits = [...sorted.usable].flatMap(([nir, numbers]) => holdersOf(nir, numbers, files));
  if (hits.length === 0) return withoutHolder(message);
  const numeros = collected.numeros.map(({ numero }) => numero);
  const choice = choosePerson(hits, message.zones, numeros);
  const read = [...new Set(hits.map(({ nir }) => nir))].map((nir) => explainNumber(nir, collected, true));
  if (choice.kind === 'several')
    return conclude(message, 'ambiguous', [...read, choice.because], choice.file === null ? {} : { file: choice.file });
  if (choice.kind === 'relatives') return conclude(message, 'conflict', [...read, choice.because], { hit: choice.hit });
  if (scanDisagrees(choice.hit, hits))
    return conclude(message, 'ambiguous', [...read, SENTENCES.scanDisagrees], { file: choice.hit.file });
  const doubt = doubtsBeside(choice.hit, sorted, files);
  if (doubt !== null) return conclude(message, 'ambiguous', [...read, doubt], { file: choice.hit.file });
  return judge(message, choice.hit, read);
}

/** None of the numbers that can be used is anybody's. */
function withoutHolder(message: Message): Concluded {
  const { sorted, collected, files } = message;
  if (!collected.numbers.some((number) => isSpokenFor(number, files)))
    return conclude(message, 'missing', [SENTENCES.digitsAlone]);
  const strong = [...sorted.usable].find(([, numbers]) => numbers.some(({ candidate }) => isSure(candidate)));
  const unclear = sorted.ambiguous[0];
  const wrong = sorted.wrongKey.find(({ candidate }) => isKnown(candidate, files)) ?? sorted.wrongKey[0];
  if (strong === undefined && unclear !== undefined)
    return conclude(message, 'ambiguous', [SENTENCES.severalReadings], { nir: unclear.candidate.nir });
  if (strong === undefined && wrong !== undefined) {
    const known = isKnown(wrong.candidate, files);
    const because = [SENTENCES.wrongKey, known ? SENTENCES.proposalKnown : SENTENCES.proposalUnknown];
    return conclude(message, 'wrong-key', because, { nir: wrong.candidate.nir, proposalKnown: known });
  }
  const [nir = ''] = strong ?? [...sorted.usable.keys()];
  return conclude(message, 'unknown', [explainNumber(nir, collected, false)], { nir });
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

function judge(message: Message, hit: Hit, read: readonly string[]): Concluded {
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
  const guards = findGuardian(item, zones, hit.file, false).writes !== null;
  const spokenOf =
    spokenOfAs(words, person) === 'outside' && !findWriters(zones, hit.file.persons).has(hit.personIndex);
  const conflicts = [...findConflicts(judged, zones, words), ...(guards ? [SENTENCES.guardianWrites] : [])];
  const because = [...read, ...corroboratedBy.map(explainCorroboration), ...conflicts];
  if (conflicts.length > 0) return conclude(message, 'conflict', because, { hit, corroboratedBy, spokenOf });
  if (!corroborated) return conclude(message, 'unconfirmed', [...because, SENTENCES.nothingElse], { hit });
  return conclude(message, 'matched', because, { hit, corroboratedBy });
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
