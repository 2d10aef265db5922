import path from 'node:path';
import { printableAddress } from '../domain/addresses/printable-address';
import type { Attestation } from '../domain/attestations/build-attestation';
import { dateInWords } from '../domain/calendar/french-dates';
import type { ComposedReply, CompositionRefusal, DrawnFile, Reply, ReplyOrder } from '../domain/reply';
import { ok, type Result, refused } from '../domain/result';
import { type Clock, systemClock } from '../platform/clock';
import { attachmentBlocks } from './attachment-blocks';
import { attestationInWords } from './attestations/attestation-blocks';
import { attestationsOf, impossibleBecause } from './attestations-of-order';
import { type Block } from './blocks/block';
import { blocksToHtml } from './blocks/blocks-to-html';
import { blocksToText } from './blocks/blocks-to-text';
import { cleanData } from './clean-data';
import { composeAttestation, type Signing } from './compose-attestation';
import { type DrawReply, type KeepFile, type KeptFile, keptReply, type TakePiece, wholeReply } from './draw-reply';
import { isLargePrint } from './is-large-print';
import { doubtfulDates } from './letters/doubtful-dates';
import { fillLetter, UnreadyFields } from './letters/fill-letter';
import type { Letter } from './letters/letter';
import { type LetterFacts, letterFields, officeAddress, replyReferenceOf } from './letters/letter-fields';
import { loadLetters } from './letters/load-letters';
import { type Faces, loadFaces, loadLargeFaces } from './pdf/face';
import type { PrintableDocument } from './pdf/printable-document';
import { renderInPieces, unwritableCharacters } from './pdf/render-document';
import type { Sealing } from './pdf/seal-field';
import { UnreadableLogo } from './pdf/sheet';
import type { SealSigner } from './signature/cms-seal';
import type { TwoDDocSigner } from './signature/issue-two-d-doc';
import { sealingBy } from './signature/sealing-by';
import type { SigningKey } from './signature/sign-document';

export interface ComposerOptions {
  /** Folder that holds letters/ and partials/. */
  readonly templatesFolder: string;
  /** Newest first: the first one signs attestations. Without any, they carry no code. */
  readonly signingKeys?: readonly SigningKey[];
  /** With one, attestations carry a 2D-Doc as well; its signature is random, so their bytes differ each time. */
  readonly twoDDoc?: TwoDDocSigner | null;
  /** Attestations carry what they say as JSON, where the order does not say otherwise. */
  readonly attachData?: boolean;
  /** With one, attestations are sealed (PAdES-B-B). */
  readonly seal?: SealSigner | null;
  /** For the seal's time. */
  readonly clock?: Clock;
}

interface Typefaces {
  readonly standard: Faces;
  large(): Faces;
}

/** Makes replies from orders. The same order gives the same bytes. */
export interface Composer {
  compose(order: ReplyOrder): Promise<Result<ComposedReply, CompositionRefusal>>;
  /** Its files go where `keep` puts them while they are drawn, so that a long one is never whole in memory. */
  composeInto<Kept>(
    order: ReplyOrder,
    keep: KeepFile<Kept>,
  ): Promise<Result<Reply<KeptFile<Kept>>, CompositionRefusal>>;
  draw: DrawReply;
  close(): Promise<void>;
}

/** Loads letters and fonts once. @throws LetterFault where a letter is wrong, by name and line */
export async function createComposer(options: ComposerOptions): Promise<Composer> {
  const {
    templatesFolder,
    signingKeys = [],
    twoDDoc = null,
    attachData = false,
    seal = null,
    clock = systemClock,
  } = options;
  const signing = { key: signingKeys[0] ?? null, twoDDoc, attachData };
  const sealingOf = seal === null ? () => null : sealingBy(seal, clock);
  const letters = await loadLetters(templatesFolder);
  const faces = loadFaces();
  // Few ask for large letters: these are parsed when first one does.
  let large: Faces | null = null;
  const typefaces: Typefaces = { standard: faces, large: () => (large ??= loadLargeFaces(faces)) };
  const draw: DrawReply = (given, take) => {
    const order = cleanData(given);
    return drawReply(order, letters, typefaces, { ...signing, sealing: sealingOf(order.office.name), take });
  };
  return {
    compose: (order) => wholeReply(draw, order),
    composeInto: (order, keep) => keptReply(draw, order, keep),
    draw,
    close: async () => undefined,
  };
}

type Drawing = Signing & { readonly sealing: Sealing | null; readonly take: TakePiece };

async function drawReply(
  order: ReplyOrder,
  letters: ReadonlyMap<string, Letter>,
  typefaces: Typefaces,
  drawing: Drawing,
): Promise<Result<Reply<DrawnFile>, CompositionRefusal>> {
  const letter = letters.get(order.letter);
  if (!letter) return refused({ code: 'unknown-letter', message: `lettre «\u00a0${order.letter}\u00a0» inconnue` });

  const unsendable = refuseVariant(order, letter);
  if (unsendable !== null) return refused(unsendable);
  const attestations = attestationsOf(order);
  if (!attestations.ok) return attestations;
  const blocks = fill(order, letter, factsOf(order, attestations.value));
  if (!blocks.ok) return blocks;

  const documents: { readonly name: string; readonly printable: PrintableDocument }[] = [];
  if (order.destination.kind === 'post') {
    const printable = printableLetter(order, letter, blocks.value);
    if (!printable.ok) return printable;
    documents.push({ name: 'lettre', printable: printable.value });
  }
  for (const attestation of attestations.value) {
    const printable = composeAttestation(order, attestation, drawing);
    if (!printable.ok) return printable;
    documents.push({ name: attestation.kind, printable: printable.value });
  }
  const files = await renderAll(
    order,
    documents,
    isLargePrint(order) ? typefaces.large() : typefaces.standard,
    drawing,
  );
  if (!files.ok) return files;

  const subject = `Votre demande ${replyReferenceOf(order)} – ${letter.subject}`;
  const body: readonly Block[] = [
    { kind: 'heading', level: 1, content: [{ text: letter.title }] },
    ...blocks.value,
    ...(order.destination.kind === 'email' ? attachmentBlocks(files.value) : []),
  ];
  const footer = footerOf(order);
  return ok({
    subject,
    text: blocksToText(body, footer),
    html: blocksToHtml(subject, body, footer),
    files: files.value,
    templateVersion: letter.version,
  });
}

function refuseVariant({ destination }: ReplyOrder, { name, variants, personal }: Letter): CompositionRefusal | null {
  if (!variants.includes(destination.kind)) {
    const way = destination.kind === 'post' ? 'courrier' : 'e-mail';
    return {
      code: 'no-such-variant',
      message: `lettre «\u00a0${name}\u00a0»\u00a0: elle n’est pas écrite pour un envoi par ${way}`,
    };
  }
  if (personal && destination.kind === 'email' && !destination.personalData) {
    return {
      code: 'address-not-registered',
      message: `lettre «\u00a0${name}\u00a0»\u00a0: elle ne part par e-mail qu’à l’adresse enregistrée d’un expéditeur authentifié`,
    };
  }
  return null;
}

function factsOf(order: ReplyOrder, attestations: readonly Attestation[]): LetterFacts {
  return {
    documents: attestations.length > 0 ? attestations.map(attestationInWords).join(' et ') : null,
    documentCount: attestations.length,
    impossibleBecause: impossibleBecause(order),
  };
}

function fill(order: ReplyOrder, letter: Letter, facts: LetterFacts): Result<readonly Block[], CompositionRefusal> {
  try {
    return ok(fillLetter(letter, letterFields(order, letter, facts), doubtfulDates(order)));
  } catch (error) {
    if (!(error instanceof UnreadyFields)) throw error;
    return refused(unready(letter.name, error));
  }
}

/** Every field that is empty or doubtful, at once: an agent gives them all before trying again. */
function unready(letter: string, { empty, doubtful }: UnreadyFields): CompositionRefusal {
  const named = (fields: readonly string[], one: string, several: string): string[] => {
    const names = fields.map((field) => `«\u00a0${field}\u00a0»`).join(', ');
    if (fields.length === 0) return [];
    return [fields.length === 1 ? `le champ ${names} ${one}` : `les champs ${names} ${several}`];
  };
  const faults = [
    ...named(empty, 'n’a pas de valeur pour cette réponse', 'n’ont pas de valeur pour cette réponse'),
    ...named(doubtful, 'a une valeur douteuse, à vérifier', 'ont une valeur douteuse, à vérifier'),
  ];
  return {
    code: empty.length > 0 ? 'empty-field' : 'doubtful-field',
    message: `lettre «\u00a0${letter}\u00a0»\u00a0: ${faults.join('\u202f; ')}`,
  };
}

function printableLetter(
  order: ReplyOrder,
  letter: Letter,
  blocks: readonly Block[],
): Result<PrintableDocument, CompositionRefusal> {
  const address = printableAddress(order.destination.kind === 'post' ? order.destination.address : []);
  if (!address.ok) return address;
  return ok({
    title: `${letter.title} – ${order.reference}`,
    office: order.office,
    heading: null,
    identifiers: [],
    code: null,
    proofOfAddress: null,
    data: null,
    addressee: address.value,
    dateLine: `Le ${dateInWords(order.writtenOn)}`,
    reference: replyReferenceOf(order),
    createdOn: order.writtenOn,
    largePrint: isLargePrint(order),
    blocks: [{ kind: 'heading', level: 1, content: [{ text: letter.title }] }, ...blocks],
  });
}

async function renderAll(
  order: ReplyOrder,
  documents: readonly { readonly name: string; readonly printable: PrintableDocument }[],
  faces: Faces,
  { sealing, take }: Drawing,
): Promise<Result<readonly DrawnFile[], CompositionRefusal>> {
  // All of them before the first leaves: nothing is kept of a reply that is refused.
  const missing = new Set(documents.flatMap(({ printable }) => unwritableCharacters(printable, faces)));
  if (missing.size > 0) {
    return refused({
      code: 'unwritable-text',
      message: `caractères que nos polices ne peuvent pas imprimer\u00a0: ${[...missing].slice(0, 5).join(', ')}`,
    });
  }
  const files: DrawnFile[] = [];
  for (const [index, { name, printable }] of documents.entries()) {
    const pieces = renderInPieces(printable, faces, name === 'lettre' ? null : sealing);
    const drawn = await drawOrRefuse(pieces, (piece) => take(index, piece));
    if (!drawn.ok) return drawn;
    const repeated = documents.slice(0, index).filter((document) => document.name === name).length;
    const fileName = `${name}-${path.basename(order.reference)}${repeated > 0 ? `-${repeated + 1}` : ''}.pdf`;
    files.push({ fileName, ...drawn.value });
  }
  return ok(files);
}

async function drawOrRefuse(
  pieces: Generator<Uint8Array, number>,
  take: (piece: Uint8Array) => Promise<void> | null,
): Promise<Result<Pick<DrawnFile, 'pages' | 'size'>, CompositionRefusal>> {
  let size = 0;
  for (;;) {
    const next = nextOf(pieces);
    if (next === 'unreadable-logo') {
      const message = 'logo de la Caf illisible\u00a0: image PNG ou JPEG attendue';
      return refused({ code: next, message });
    }
    if (next.done) return ok({ pages: next.value, size });
    size += next.value.length;
    const room = take(next.value);
    if (room !== null) await room;
  }
}

function nextOf(pieces: Generator<Uint8Array, number>): IteratorResult<Uint8Array, number> | 'unreadable-logo' {
  try {
    return pieces.next();
  } catch (error) {
    if (error instanceof UnreadableLogo) return 'unreadable-logo';
    throw error;
  }
}

function footerOf(order: ReplyOrder): readonly string[] {
  const { office } = order;
  return [
    officeAddress(office).join(', '),
    `Téléphone\u00a0: ${office.phone}`,
    `Référence\u00a0: ${replyReferenceOf(order)}`,
  ];
}
