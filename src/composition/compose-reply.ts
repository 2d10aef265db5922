import path from 'node:path';
import { printableAddress } from '../domain/addresses/printable-address';
import { type AttestationRefusal, attestationRefusal } from '../domain/attestations/attestation-refusal';
import { buildPaymentAttestation, type PaymentAttestation } from '../domain/attestations/build-payment-attestation';
import { dateInWords, ofMonth } from '../domain/calendar/french-dates';
import type { AttestationKind } from '../domain/correspondence';
import type { ComposedReply, CompositionRefusal, ReplyFile, ReplyOrder } from '../domain/reply';
import { ok, type Result, refused } from '../domain/result';
import { type Block } from './blocks/block';
import { blocksToHtml } from './blocks/blocks-to-html';
import { blocksToText } from './blocks/blocks-to-text';
import { cleanData } from './clean-data';
import { composePaymentAttestation } from './compose-attestation';
import { EmptyField, fillLetter } from './letters/fill-letter';
import type { Letter } from './letters/letter';
import { type LetterFacts, letterFields, officeAddress, personOf } from './letters/letter-fields';
import { loadLetters } from './letters/load-letters';
import { type Faces, loadFaces } from './pdf/face';
import { type PrintableDocument, renderDocument, unwritableCharacters } from './pdf/render-document';

export interface ComposerOptions {
  /** Folder that holds letters/ and partials/. */
  readonly templatesFolder: string;
}

/** Makes replies from orders. The same order gives the same bytes. */
export interface Composer {
  compose(order: ReplyOrder): Promise<Result<ComposedReply, CompositionRefusal>>;
  close(): Promise<void>;
}

/** Loads letters and fonts once. @throws LetterFault where a letter is wrong, by name and line */
export async function createComposer({ templatesFolder }: ComposerOptions): Promise<Composer> {
  const letters = await loadLetters(templatesFolder);
  const faces = loadFaces();
  return {
    compose: (order) => composeReply(cleanData(order), letters, faces),
    close: async () => undefined,
  };
}

async function composeReply(
  order: ReplyOrder,
  letters: ReadonlyMap<string, Letter>,
  faces: Faces,
): Promise<Result<ComposedReply, CompositionRefusal>> {
  const letter = letters.get(order.letter);
  if (!letter) return refused({ code: 'unknown-letter', message: `lettre «\u00a0${order.letter}\u00a0» inconnue` });

  const attestations = buildAttestations(order);
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
    const printable = composePaymentAttestation(order, attestation);
    if (!printable.ok) return printable;
    documents.push({ name: 'attestation-paiement', printable: printable.value });
  }
  const files = await renderAll(order, documents, faces);
  if (!files.ok) return files;

  const subject = `Votre demande ${order.reference} – ${letter.subject}`;
  const body: readonly Block[] = [{ kind: 'heading', level: 1, content: [{ text: letter.title }] }, ...blocks.value];
  const footer = footerOf(order);
  return ok({
    subject,
    text: blocksToText(body, footer),
    html: blocksToHtml(subject, body, footer),
    files: files.value,
    templateVersion: letter.version,
  });
}

function buildAttestations(order: ReplyOrder): Result<readonly PaymentAttestation[], CompositionRefusal> {
  const built: PaymentAttestation[] = [];
  for (const kind of order.attestations) {
    const attestation = buildAttestation(order, kind);
    if (!attestation.ok) return refused({ code: attestation.error.code, message: attestation.error.message });
    built.push(attestation.value);
  }
  if (built.length > 0 && personOf(order)?.role !== 'allocataire') {
    // A spouse sees only their own data unless the allocataire granted access; the attestation states the household's.
    return refused({
      code: 'not-the-allocataire',
      message: 'l’attestation ne part qu’au nom de l’allocataire du dossier',
    });
  }
  if (built.length > 0 && order.destination.kind === 'email' && !order.destination.personalData) {
    return refused({
      code: 'address-not-registered',
      message: 'une attestation ne part par e-mail qu’à l’adresse enregistrée d’un expéditeur authentifié',
    });
  }
  return ok(built);
}

function buildAttestation(order: ReplyOrder, kind: AttestationKind): Result<PaymentAttestation, AttestationRefusal> {
  if (order.file === null) return refused(attestationRefusal('no-file'));
  if (kind !== 'attestation-paiement') return refused(attestationRefusal('not-issued-here'));
  return buildPaymentAttestation(order.file, order.months);
}

function factsOf(order: ReplyOrder, attestations: readonly PaymentAttestation[]): LetterFacts {
  const named = attestations.map(({ months }) => {
    const last = months.at(-1)?.month;
    return `votre attestation de paiement${last ? ` ${ofMonth(last)}` : ''}`;
  });
  return {
    documents: named.length > 0 ? named.join(' et ') : null,
    documentCount: named.length,
    impossibleBecause: impossibleBecause(order),
  };
}

/** The plain reason why the file allows no attestation; a sentence that promises a look where none is found. */
function impossibleBecause(order: ReplyOrder): string {
  const attestation = buildAttestation(order, 'attestation-paiement');
  return attestation.ok
    ? 'Votre dossier ne permet pas de l’établir aujourd’hui. Un conseiller le vérifie.'
    : attestation.error.sentence;
}

function fill(order: ReplyOrder, letter: Letter, facts: LetterFacts): Result<readonly Block[], CompositionRefusal> {
  try {
    return ok(fillLetter(letter, letterFields(order, letter, facts)));
  } catch (error) {
    if (!(error instanceof EmptyField)) throw error;
    return refused({
      code: 'empty-field',
      message: `lettre «\u00a0${letter.name}\u00a0»\u00a0: le champ «\u00a0${error.field}\u00a0» n’a pas de valeur pour cette réponse`,
    });
  }
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
    addressee: address.value,
    dateLine: `Le ${dateInWords(order.writtenOn)}`,
    reference: order.reference,
    createdOn: order.writtenOn,
    blocks: [{ kind: 'heading', level: 1, content: [{ text: letter.title }] }, ...blocks],
  });
}

async function renderAll(
  order: ReplyOrder,
  documents: readonly { readonly name: string; readonly printable: PrintableDocument }[],
  faces: Faces,
): Promise<Result<readonly ReplyFile[], CompositionRefusal>> {
  const files: ReplyFile[] = [];
  for (const [index, { name, printable }] of documents.entries()) {
    const missing = unwritableCharacters(printable, faces);
    if (missing.length > 0) {
      return refused({
        code: 'unwritable-text',
        message: `caractères que nos polices ne peuvent pas imprimer\u00a0: ${missing.slice(0, 5).join(', ')}`,
      });
    }
    const { bytes, pages } = await renderDocument(printable, faces);
    const repeated = documents.slice(0, index).filter((document) => document.name === name).length;
    const fileName = `${name}-${path.basename(order.reference)}${repeated > 0 ? `-${repeated + 1}` : ''}.pdf`;
    files.push({ fileName, bytes, pages });
  }
  return ok(files);
}

function footerOf({ office, reference }: ReplyOrder): readonly string[] {
  return [officeAddress(office).join(', '), `Téléphone\u00a0: ${office.phone}`, `Référence\u00a0: ${reference}`];
}
