import { printableAddress } from '../domain/addresses/printable-address';
import type { Attestation } from '../domain/attestations/build-attestation';
import { dateInFigures } from '../domain/calendar/french-dates';
import { buildChannelBlock } from '../domain/channels/channel-block';
import type { CompositionRefusal, ReplyOrder } from '../domain/reply';
import { ok, type Result, refused } from '../domain/result';
import { ATTESTATION_TITLES, attestationBlocks, mainFacts } from './attestations/attestation-blocks';
import { attestationData } from './attestations/attestation-data';
import { type Block, textsOfBlocks } from './blocks/block';
import { isLargePrint } from './is-large-print';
import { disclosureOf, identifiersOf, personOf } from './letters/letter-fields';
import type { PrintableDocument } from './pdf/printable-document';
import { issueTwoDDoc, type TwoDDocSigner } from './signature/issue-two-d-doc';
import { digestOfAmounts, digestOfData, type SigningKey, signDocument } from './signature/sign-document';

const CODE_ALT =
  'Code de vérification signé par la Caf\u00a0: il répète le nom, le numéro allocataire, la période et le montant.';
const CODE_CAPTION = 'Code signé\u00a0: il permet de vérifier que ce document est authentique.';

const PROOF_ALT = 'Code 2D-Doc\u00a0: il répète le nom et l’adresse du destinataire, signés par la Caf.';
const PROOF_CAPTION =
  'Code 2D-Doc\u00a0: lu par l’application d’un service qui demande un justificatif de domicile, il confirme le nom et l’adresse.';

const DATA_DESCRIPTION = 'Ce que dit l’attestation, pour un programme (JSON)';

/** What attestations are signed with; null where it is not configured. */
export interface Signing {
  readonly key: SigningKey | null;
  readonly twoDDoc: TwoDDocSigner | null;
  readonly attachData: boolean;
}

/** An attestation as it is printed: NIR in full by post, masked by e-mail. */
export function composeAttestation(
  order: ReplyOrder,
  attestation: Attestation,
  { key, twoDDoc, attachData }: Signing,
): Result<PrintableDocument, CompositionRefusal> {
  const { file, office } = order;
  const holder = personOf(order);
  if (file === null || holder === null) return refused({ code: 'no-file', message: 'aucun dossier identifié' });
  const address = printableAddress(order.destination.kind === 'post' ? order.destination.address : file.address);
  if (!address.ok) return address;
  const channels = buildChannelBlock(identifiersOf(order), disclosureOf(order));
  const name = [titleInText(holder.title), holder.firstName, holder.lastName]
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const setting = { officeName: office.name, holder: name.join(' '), channels };
  const blocks = attestationBlocks(attestation, setting);
  const attached = order.attachData ?? attachData;
  const data = attached
    ? Buffer.from(`${JSON.stringify(attestationData(order, attestation, setting.holder), null, 1)}\n`)
    : null;
  const code = signedCode(order, attestation, { holder: setting.holder, blocks, data }, key);
  return ok({
    title: `${ATTESTATION_TITLES[attestation.kind]} – ${order.reference}`,
    office,
    heading: { over: 'Vos prestations Caf', title: ATTESTATION_TITLES[attestation.kind] },
    identifiers: [{ name: 'N°\u00a0ALLOCATAIRE', value: file.numeroAllocataire }],
    addressee: address.value,
    dateLine: `Le ${dateInFigures(order.writtenOn)}`,
    reference: order.reference,
    createdOn: order.writtenOn,
    largePrint: isLargePrint(order),
    code,
    data: data && { name: `${attestation.kind}.json`, description: DATA_DESCRIPTION, bytes: data },
    proofOfAddress: twoDDoc === null ? null : proofCode(file.address, order.writtenOn, twoDDoc),
    blocks,
  });
}

/** «MADAME» of an address is «Madame» within a sentence. */
function titleInText(title: string): string {
  const written = title.trim();
  return /^\p{Lu}{3,}$/u.test(written) ? written.charAt(0) + written.slice(1).toLowerCase() : written;
}

/** The signed code, where there is a key: without one nothing is presented as authentic. */
function signedCode(
  order: ReplyOrder,
  attestation: Attestation,
  {
    holder,
    blocks,
    data,
  }: { readonly holder: string; readonly blocks: Iterable<Block>; readonly data: Uint8Array | null },
  key: SigningKey | null,
): PrintableDocument['code'] {
  if (key === null) return null;
  const facts = {
    issuedOn: order.writtenOn,
    kind: attestation.kind,
    reference: order.reference,
    holder,
    numeroAllocataire: order.file?.numeroAllocataire ?? '',
    ...mainFacts(attestation),
    amountsDigest: digestOfAmounts([...textsOfBlocks(blocks)].join('\n')),
    dataDigest: data && digestOfData(data),
  };
  const modules = signDocument(facts, key);
  return modules === null ? null : { modules, alt: CODE_ALT, caption: CODE_CAPTION };
}

/** Of where the file says that the person lives, wherever the attestation is sent. */
function proofCode(
  address: readonly string[],
  day: string,
  signer: TwoDDocSigner,
): PrintableDocument['proofOfAddress'] {
  const modules = issueTwoDDoc(address, day, signer);
  return modules === null ? null : { modules, alt: PROOF_ALT, caption: PROOF_CAPTION };
}
