import { addDays } from '../domain/calendar/calendar-days';
import type { Chase, Triage } from '../domain/correspondence';
import type { Directory } from '../domain/directory/allocataire-file';
import { maskNirs } from '../domain/nir/mask-nirs-in-text';
import type { Office } from '../domain/office';
import type { OtherOffice } from '../domain/other-office';
import type { CompositionRefusal, Reply, ReplyDetails, ReplyOrder } from '../domain/reply';
import type { Result } from '../domain/result';
import type { AnswerGate } from '../persistence/answers/answer-gate';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type {
  AnswerClaim,
  CorrespondenceRecord,
  DispatchContent,
  NewDispatch,
  NewDocument,
} from '../persistence/correspondence-record';
import { isWithheld } from '../persistence/correspondence-record';
import type { DocumentStore, StoredDocument } from '../persistence/document-store/document-store';
import { heldAnswer } from '../pipeline/held-answer';
import { sendingKeyOf } from '../pipeline/sending-key';
import type { StageHandler, StageOutcome } from '../pipeline/stage';
import { FinalFailure } from '../pipeline/stage-failure';
import { type Clock, parisDate } from '../platform/clock';
import type { ReplyCheck } from '../platform/keys/reply-check';
import { type AnswerAddress, type AnswerAddresses, makeAnswerAddress } from './answer-address';
import type { KeepFile, KeptFile } from './draw-reply';
import { transmissionOf } from './transmission-of';

export interface ReplyComposer {
  composeInto<Kept>(
    order: ReplyOrder,
    keep: KeepFile<Kept>,
  ): Promise<Result<Reply<KeptFile<Kept>>, CompositionRefusal>>;
}

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'documentsOf'>;
  /** The other offices to which mail may be forwarded, by code. */
  readonly offices: ReadonlyMap<string, OtherOffice>;
  readonly composer: ReplyComposer;
  readonly directory: Directory;
  readonly store: Pick<DocumentStore, 'put'>;
  readonly office: Office;
  readonly clock: Clock;
  readonly replyCheck: ReplyCheck;
  /** Null where nobody can reach our pages. */
  readonly answers: AnswerAddresses | null;
  /** Limits on automatic answers; null for a house that tries itself. */
  readonly limits: {
    readonly gate: Pick<AnswerGate, 'look'>;
    readonly claimOf: (record: CorrespondenceRecord) => AnswerClaim | null;
  } | null;
  /** The key that signs attestations, which may be revoked at any time; null where there is none. */
  readonly signing: { readonly keyId: string; isRevoked(): Promise<boolean> } | null;
  /** Days that a reminder gives. */
  readonly patienceDays: number;
}

/** Turns a decision into a reply that is stored and reserved in the ledger. */
export class ComposeStage implements StageHandler {
  readonly job = 'compose';

  constructor(private readonly parts: Parts) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const { triage, reading } = record;
    if (triage === null || reading === null) throw new Error('aucune décision dans la ligne');
    const { letter, destination } = triage.decision;
    if (letter === null || destination === null)
      return {
        kind: 'needs-agent',
        reason: 'La décision ne dit pas quelle lettre envoyer ni où\u00a0: à décider par un agent.',
      };
    const { answers, clock, limits, offices } = this.parts;
    const code = record.settlement?.forwardTo ?? null;
    const office = code === null ? null : (offices.get(code) ?? null);
    if (code !== null && office === null)
      return {
        kind: 'needs-agent',
        reason: `La Caf ${code} n’est plus dans la liste des Caf\u00a0: rien n’a été transmis.`,
      };
    const signing = triage.decision.documents.length > 0 ? this.parts.signing : null;
    // Asked for each document: what a stolen key signs is worth nothing from the moment at which somebody says so.
    if (signing !== null && (await signing.isRevoked()))
      return {
        kind: 'hold',
        reason: `La clé de signature «\u00a0${signing.keyId}\u00a0» est révoquée\u00a0: l’attestation attend une nouvelle clé.`,
      };
    const claim = limits?.claimOf(record) ?? null;
    const hold = claim && ((await limits?.gate.look(record.id, claim)) ?? null);
    if (hold !== null) return heldAnswer(hold, record);
    const asks = triage.decision.action === 'ask-identifier' && answers !== null;
    const answerAddress = asks ? makeAnswerAddress(answers, clock.now()) : null;
    const order = await this.orderOf(record, triage, letter, destination, { answerAddress, office });
    // What is put down is durable; a crash before its row leaves a document without a name, which retention takes away.
    const composed = await this.parts.composer.composeInto(order, (content) => this.parts.store.put(content));
    if (!composed.ok) return { kind: 'needs-agent', reason: composed.error.message };
    const files = composed.value.files.map(storedFile);
    const content: DispatchContent = {
      destination:
        destination.kind === 'email'
          ? { kind: 'email', address: destination.address }
          : { kind: 'post', address: destination.address },
      subject: composed.value.subject,
      text: composed.value.text,
      html: composed.value.html,
      replyReference: this.parts.replyCheck.signed(record.reference),
      ...(signing === null ? {} : { signedBy: signing.keyId }),
      inReplyTo: withoutNir([reading.messageId])[0] ?? null,
      references: withoutNir([...reading.references, reading.messageId]),
      files,
    };
    const transmission = office === null ? null : await this.transmissionTo(office, record);
    return {
      kind: 'advance',
      to: 'dispatching',
      claim,
      ...(transmission === null ? {} : { transmission }),
      documents: files.map((file, position): NewDocument => documentOf(file, position)),
      dispatch: {
        ...sendingKeyOf(record),
        channel: destination.kind,
        content,
        templateVersion: composed.value.templateVersion,
        ...(answerAddress === null ? {} : { answerLink: answerAddress.kept }),
      },
    };
  }

  private async orderOf(
    record: CorrespondenceRecord,
    { identification, classification, decision }: Triage,
    letter: string,
    destination: NonNullable<Triage['decision']['destination']>,
    { answerAddress, office }: { answerAddress: AnswerAddress | null; office: OtherOffice | null },
  ): Promise<ReplyOrder> {
    const { reading } = record;
    // Nobody identified: no file, so that no identifier can be printed.
    const numero = identification.verdict === 'matched' ? identification.numeroAllocataire : null;
    const [file] = numero === null ? [] : await this.parts.directory.findFiles([], [numero]);
    return {
      reference: record.reference,
      replyReference: this.parts.replyCheck.signed(record.reference),
      letter,
      attestations: decision.documents,
      ...(decision.months === undefined ? {} : { monthsOf: decision.months }),
      destination,
      file: file ?? null,
      personIndex: identification.personIndex,
      nirKind: identification.nirKind,
      ...(record.settlement?.largePrint === undefined ? {} : { largePrint: record.settlement.largePrint }),
      receivedOn: record.receivedOn,
      writtenOn: parisDate(this.parts.clock.now()),
      office: this.parts.office,
      requestKinds: classification.requests.map(({ kind }) => kind),
      details: {
        ...detailsOf(record, { classification, decision }),
        ...(record.settlement?.free === undefined ? {} : { free: record.settlement.free }),
        ...(answerAddress === null ? {} : { answerLink: answerAddress.shown }),
        ...(office === null ? {} : { otherCaf: { ...office, forwardedOn: parisDate(this.parts.clock.now()) } }),
        ...(decision.chase === undefined ? {} : this.chaseDetails(decision.chase)),
      },
      original:
        reading === null || record.channel !== 'email'
          ? null
          : { subject: reading.subject, messageId: reading.messageId },
    };
  }

  /** Null where that office gets it on paper. */
  private async transmissionTo(office: OtherOffice, record: CorrespondenceRecord): Promise<NewDispatch | null> {
    const { email } = office;
    if (email === null) return null;
    const documents = await this.parts.correspondences.documentsOf(record.id);
    if (documents.some(isWithheld))
      throw new FinalFailure('Un logiciel malveillant a été trouvé dans ce courrier\u00a0: il ne se transmet pas.');
    return transmissionOf(record, documents, { ...office, email }, this.parts.office.name);
  }

  private chaseDetails({ firstWrittenOn }: Chase): ReplyDetails {
    const { clock, patienceDays } = this.parts;
    return { firstWrittenOn, answerBy: addDays(parisDate(clock.now()), patienceDays), numberAsked: true };
  }
}

function storedFile({ fileName, pages, kept }: KeptFile<StoredDocument>) {
  return { fileName, storeKey: kept.storeKey, bytes: kept.bytes, pages };
}

/** What triage read or found out that a letter says. */
function detailsOf(
  { receivedOn, reading }: CorrespondenceRecord,
  { classification, decision }: Pick<Triage, 'classification' | 'decision'>,
): ReplyDetails {
  const { impossible, awaited } = decision;
  const moved = classification.requests.map(({ details }) => details?.address?.from).find((day) => day != null);
  return {
    // A move that names no day holds from the day on which we heard of it.
    movedOn: moved ?? receivedOn,
    ...(awaited ? { missingPieces: awaited.documents, answerBy: awaited.answerBy } : {}),
    ...(reading?.pagesAgain === undefined ? {} : { unreadablePages: reading.pagesAgain }),
    ...(impossible ? { wantedDocument: impossible.document, impossibleBecause: impossible.because } : {}),
  };
}

function documentOf(file: DispatchContent['files'][number], position: number): NewDocument {
  const { fileName: name, storeKey, bytes: size, pages } = file;
  return { role: 'reply', position, name, type: 'application/pdf', size, pages, storeKey };
}

/** Ids of messages come back in clear in a reply's headers: one that holds a NIR is left out. */
function withoutNir(ids: readonly (string | null)[]): string[] {
  return ids.filter((id): id is string => id !== null && maskNirs(id) === id);
}
