import { type AttestationRefusal, attestationRefusal } from '../domain/attestations/attestation-refusal';
import { type Attestation, buildAttestation } from '../domain/attestations/build-attestation';
import type { AttestationKind } from '../domain/correspondence';
import type { CompositionRefusal, ReplyOrder } from '../domain/reply';
import { ok, type Result, refused } from '../domain/result';
import { wantedDocument } from './letters/detail-fields';
import { personOf } from './letters/letter-fields';

/** What the attestations of an order state, or why they may not leave. */
export function attestationsOf(order: ReplyOrder): Result<readonly Attestation[], CompositionRefusal> {
  const built: Attestation[] = [];
  for (const kind of order.attestations) {
    const attestation = buildFor(order, kind);
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

function buildFor(
  { file, months, monthsOf = {} }: ReplyOrder,
  kind: AttestationKind,
): Result<Attestation, AttestationRefusal> {
  return file === null
    ? refused(attestationRefusal('no-file'))
    : buildAttestation(kind, file, monthsOf[kind] ?? months);
}

/** The plain reason why the file allows no attestation, where the reply goes to somebody who may know it. */
export function impossibleBecause(order: ReplyOrder): string {
  if (order.destination.kind === 'email' && !order.destination.personalData) {
    return 'Nous ne pouvons pas vous en dire plus par e-mail. Appelez-nous ou venez à l’accueil.';
  }
  const because = order.details?.impossibleBecause;
  if (because !== undefined) return attestationRefusal(because).sentence;
  const attestation = buildFor(order, wantedDocument(order) ?? 'attestation-paiement');
  return attestation.ok
    ? 'Votre dossier ne permet pas de l’établir aujourd’hui. Un conseiller le vérifie.'
    : attestation.error.sentence;
}
