import { printableAddress } from '../domain/addresses/printable-address';
import type { Attestation } from '../domain/attestations/build-attestation';
import { dateInFigures } from '../domain/calendar/french-dates';
import { buildChannelBlock } from '../domain/channels/channel-block';
import type { CompositionRefusal, ReplyOrder } from '../domain/reply';
import { ok, type Result, refused } from '../domain/result';
import { ATTESTATION_TITLES, attestationBlocks } from './attestations/attestation-blocks';
import { disclosureOf, identifiersOf, personOf } from './letters/letter-fields';
import type { PrintableDocument } from './pdf/render-document';

/** An attestation as it is printed: NIR in full by post, masked by e-mail. */
export function composeAttestation(
  order: ReplyOrder,
  attestation: Attestation,
): Result<PrintableDocument, CompositionRefusal> {
  const { file, office } = order;
  const holder = personOf(order);
  if (file === null || holder === null) return refused({ code: 'no-file', message: 'aucun dossier identifié' });
  const address = printableAddress(order.destination.kind === 'post' ? order.destination.address : file.address);
  if (!address.ok) return address;
  const channels = buildChannelBlock(identifiersOf(order), disclosureOf(order));
  const name = [holder.title, holder.firstName, holder.lastName]
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return ok({
    title: `${ATTESTATION_TITLES[attestation.kind]} – ${order.reference}`,
    office,
    heading: { over: 'Vos prestations Caf', title: ATTESTATION_TITLES[attestation.kind] },
    identifiers: [{ name: 'N°\u00a0ALLOCATAIRE', value: file.numeroAllocataire }],
    addressee: address.value,
    dateLine: `Le ${dateInFigures(order.writtenOn)}`,
    reference: order.reference,
    createdOn: order.writtenOn,
    blocks: attestationBlocks(attestation, { officeName: office.name, holder: name.join(' '), channels }),
  });
}
