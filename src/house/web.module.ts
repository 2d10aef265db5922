import { type DynamicModule, Module } from '@nestjs/common';
import { type Composer, createComposer } from '../composition/compose-reply';
import { templatesFolder } from '../composition/letters/list-letters';
import type { OutgoingLetter } from '../composition/letters/list-outgoing-letters';
import { signedCodeOfPdf } from '../composition/signature/document-id-of-pdf';
import { DocumentsController, DocumentsParts } from '../composition/signature/documents.controller';
import { VerifyDocumentBytes } from '../composition/signature/verify-document-bytes';
import { VerificationController, VerificationParts } from '../composition/verification/verification.controller';
import { identityProviderOf } from '../config/identity-provider-of-environment';
import { AccessController } from '../desk/access/access.controller';
import { AccessParts } from '../desk/access/access-parts';
import { AccountsController } from '../desk/access/accounts.controller';
import { IdentityProvider } from '../desk/access/provider/identity-provider';
import { ProviderController } from '../desk/access/provider/provider.controller';
import { SignIn } from '../desk/access/sign-in';
import { FailingAddressesOfItem } from '../desk/addresses/failing-addresses-of-item';
import { AttachController, AttachParts } from '../desk/attach/attach.controller';
import { AttachToPerson } from '../desk/attach/attach-to-person';
import { AttachItem } from '../desk/attach-item';
import { BasketsController } from '../desk/baskets.controller';
import { BoardController } from '../desk/board/board.controller';
import { CorrespondenceController } from '../desk/correspondence.controller';
import { DeskController } from '../desk/desk.controller';
import { DeskParts } from '../desk/desk-parts';
import { ExportController } from '../desk/export/export.controller';
import { IssuedDocuments } from '../desk/issued-documents';
import { DoMacro } from '../desk/macros/do-macro';
import { MacroParts, MacrosController } from '../desk/macros/macros.controller';
import { NotesController } from '../desk/notes/notes.controller';
import { WriteNote } from '../desk/notes/write-note';
import { OutgoingApiController, OutgoingKeys } from '../desk/outgoing/outgoing-api.controller';
import { OutgoingLettersController } from '../desk/outgoing/outgoing-letters.controller';
import { WriteToPerson } from '../desk/outgoing/write-to-person';
import { PendingDecisions } from '../desk/pending/pending-decisions';
import { PendingTimer } from '../desk/pending/pending-timer';
import { PeopleController, PeopleParts } from '../desk/people/people.controller';
import { PeoplePagesController } from '../desk/people/people-pages.controller';
import { CutFiles } from '../desk/regroup/cut-files';
import { PartMail } from '../desk/regroup/part-mail';
import { RegroupItems } from '../desk/regroup/regroup-items';
import { RepliesController } from '../desk/replies/replies.controller';
import { SeveralRepliesController } from '../desk/replies/several-replies.controller';
import { ScriptController } from '../desk/script/script.controller';
import { SettleCorrespondence } from '../desk/settle-correspondence';
import { HandOver } from '../desk/team/hand-over';
import { MarkAbsence } from '../desk/team/mark-absence';
import { TeamController, TeamParts } from '../desk/team/team.controller';
import { ViewController } from '../desk/view/view.controller';
import { ZoneController } from '../desk/zone/zone.controller';
import { ApplyPrintReturns } from '../dispatch/print-returns/apply-print-returns';
import { PrintReturnsController, PrintReturnsParts } from '../dispatch/print-returns/print-returns.controller';
import { AnswerController, AnswerParts } from '../intake/answer-page/answer.controller';
import { TakeAnswer } from '../intake/answer-page/take-answer';
import { CorrespondenceIntakeController, IntakeParts } from '../intake/correspondence-intake.controller';
import { Receiver } from '../intake/receiver';
import { ReconciliationController, ReconciliationParts } from '../operations/reconciliation.controller';
import { Enqueuer } from '../pipeline/enqueuer';
import { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import { CallBudget } from '../platform/http/call-budget';
import { AnswerTokens } from '../platform/keys/answer-tokens';
import { pooledPdfReader } from '../reading/pooled-reader';
import { pooledViewer } from '../reading/view/pooled-viewer';
import type { House } from './house';
import { listOfficeKinds, makeLookSteps } from './make-stage-tools';
import { officesOf } from './offices-of';
import { rehearseReplyOf } from './rehearse-reply';

/** HTTP: mail brought in, senders' answers, agents' decisions. */
@Module({})
export class WebModule {
  /** @param letters that answer an item, by name @param outgoing that answer nothing */
  static create(
    house: House,
    queues: DynamicModule,
    letters: ReadonlyMap<string, string>,
    outgoing: ReadonlyMap<string, OutgoingLetter>,
  ): DynamicModule {
    const offices = officesOf(house.environment);
    const kinds = listOfficeKinds();
    const [chosen, freeFields] = [new Map([...letters, ...titlesOf(outgoing)]), fieldsOf(outgoing)];
    const composer = composerForLook();
    const view = pooledViewer(house.closers);
    const { apiKeys, correspondences, ledger, directory } = house;
    return {
      module: WebModule,
      imports: [queues],
      controllers: [
        CorrespondenceIntakeController,
        AnswerController,
        CorrespondenceController,
        AttachController,
        PeopleController,
        OutgoingApiController,
        // Before the desk's own, which takes whatever stands behind /bureau for an item.
        AccessController,
        AccountsController,
        ProviderController,
        OutgoingLettersController,
        SeveralRepliesController,
        PeoplePagesController,
        ScriptController,
        BoardController,
        BasketsController,
        ViewController,
        ExportController,
        NotesController,
        TeamController,
        MacrosController,
        RepliesController,
        ZoneController,
        DeskController,
        PrintReturnsController,
        ReconciliationController,
        DocumentsController,
        VerificationController,
      ],
      providers: [
        {
          provide: IntakeParts,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => new IntakeParts(apiKeys, new Receiver({ ...house, enqueuer })),
        },
        {
          provide: AnswerParts,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) => {
            const { answerLinks: links, hash, office, logger } = house;
            return new AnswerParts(
              new TakeAnswer({ ...house, links, tokens: new AnswerTokens(hash), enqueuer }),
              office,
              logger,
            );
          },
        },
        {
          provide: PrintReturnsParts,
          useFactory: () => new PrintReturnsParts(apiKeys, new ApplyPrintReturns(house.printReturns, house.clock)),
        },
        {
          provide: SettleCorrespondence,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) =>
            new SettleCorrespondence({ ...house, enqueuer, kinds, letters: chosen, freeFields, offices }),
        },
        {
          provide: PendingDecisions,
          inject: [SettleCorrespondence],
          useFactory: (settle: SettleCorrespondence) =>
            new PendingDecisions({
              ...house,
              settle,
              journal: house.deskJournal,
              undoSeconds: house.environment.UNDO_SECONDS,
            }),
        },
        {
          provide: PendingTimer,
          inject: [PendingDecisions],
          useFactory: (decisions: PendingDecisions) => new PendingTimer(decisions, house.logger),
        },
        {
          provide: DeskParts,
          inject: [Enqueuer, SettleCorrespondence, PendingDecisions],
          useFactory: (enqueuer: Enqueuer, settle: SettleCorrespondence, decisions: PendingDecisions): DeskParts => ({
            keys: apiKeys,
            correspondences,
            ledger,
            deadlines: house.deadlines,
            doubles: house.doubles,
            waits: house.waits,
            store: house.store,
            issued: new IssuedDocuments({
              ...house,
              readSignedCode: (pdf) => signedCodeOfPdf(pdf, signingKeysOf(house)),
            }),
            handOver: new HandOver(house),
            failing: new FailingAddressesOfItem({ failing: house.failing, journal: house.deskJournal }),
            attach: new AttachItem({ ...house, enqueuer }),
            regroup: new RegroupItems({
              ...{ ...house, enqueuer },
              cutFiles: new CutFiles({ ...house, view }),
              partMail: new PartMail({ ...house, view }),
            }),
            attachToPerson: new AttachToPerson(house),
            settle,
            decisions,
            undoSeconds: house.environment.UNDO_SECONDS,
            rerun: new RerunCorrespondence(correspondences, ledger, enqueuer),
            journal: house.deskJournal,
            baskets: house.baskets,
            listed: house.listed,
            search: house.searchIndex,
            board: house.board,
            volumes: house.volumes,
            locks: house.locks,
            notes: house.notes,
            macros: house.macros,
            writeNote: new WriteNote(house),
            directory,
            view,
            clock: house.clock,
            rehearse: rehearseReplyOf(house, makeLookSteps(house), composer),
            letters: chosen,
            freeFields,
            offices,
          }),
        },
        {
          provide: PeopleParts,
          useFactory: (): PeopleParts => ({
            keys: apiKeys,
            history: house.personHistory,
            directory,
            hash: house.hash,
            letters: titlesOf(outgoing),
            letterTitles: chosen,
          }),
        },
        {
          provide: WriteToPerson,
          inject: [Enqueuer],
          useFactory: (enqueuer: Enqueuer) =>
            new WriteToPerson({ ...house, enqueuer, letters: outgoing, compose: composer.compose }),
        },
        {
          provide: AttachParts,
          inject: [DeskParts],
          useFactory: ({ attach, attachToPerson }: DeskParts): AttachParts => ({
            keys: apiKeys,
            correspondences,
            toCase: attach,
            toPerson: attachToPerson,
          }),
        },
        {
          provide: MacroParts,
          inject: [DeskParts],
          useFactory: (parts: DeskParts): MacroParts => ({ macros: house.macros, doMacro: new DoMacro(parts) }),
        },
        {
          provide: TeamParts,
          useFactory: (): TeamParts => ({ team: house.team, absences: new MarkAbsence(house), clock: house.clock }),
        },
        { provide: OutgoingKeys, useFactory: (): OutgoingKeys => ({ keys: apiKeys }) },
        { provide: AccessParts, useFactory: () => accessParts(house) },
        { provide: DocumentsParts, useFactory: () => documentsParts(house) },
        {
          provide: VerificationParts,
          inject: [DocumentsParts],
          useFactory: ({ verify, budget }: DocumentsParts): VerificationParts => {
            const { office, logger } = house;
            return { verify, budget, office, logger };
          },
        },
        {
          provide: ReconciliationParts,
          useFactory: () => new ReconciliationParts(apiKeys, house.reconciliation, house.clock),
        },
      ],
    };
  }
}

const titlesOf = (outgoing: ReadonlyMap<string, OutgoingLetter>): ReadonlyMap<string, string> =>
  new Map([...outgoing].map(([name, { title }]) => [name, title]));

const fieldsOf = (outgoing: ReadonlyMap<string, OutgoingLetter>) =>
  new Map([...outgoing].map(([name, { free }]) => [name, free]));

/** Sign-ins that one address may try in a minute: an office comes in at eight behind one address, a program does not guess. */
const SIGN_INS_A_MINUTE = 30;

function accessParts({
  accounts,
  invitations,
  sessions,
  deskJournal: journal,
  apiKeys,
  clock,
  environment,
  provided,
  logger,
}: House): AccessParts {
  const provider = identityProviderOf(environment);
  return {
    accounts,
    invitations,
    sessions,
    journal,
    clock,
    provider: provider && new IdentityProvider(provider, clock),
    provided,
    logger,
    signIn: new SignIn({ accounts, sessions, journal, clock, keys: apiKeys }),
    tries: new CallBudget(SIGN_INS_A_MINUTE, clock),
    publicUrl: environment.PUBLIC_URL ?? null,
  };
}

/** For who looks at a letter before it is ordered: without a signature, and loaded when first asked for. */
function composerForLook(): Pick<Composer, 'compose' | 'composeInto'> {
  let composer: Promise<Composer> | null = null;
  const loaded = () => {
    composer ??= createComposer({ templatesFolder });
    return composer;
  };
  return {
    compose: async (order) => (await loaded()).compose(order),
    composeInto: async (order, keep) => (await loaded()).composeInto(order, keep),
  };
}

/** Verifications that one address may ask for in a minute: an office checks a pile of papers, a program does not guess. */
const VERIFICATIONS_A_MINUTE = 30;

const signingKeysOf = ({ environment }: House) =>
  (environment.COURRIER_SIGNING_KEYS ?? []).map(({ id, key }) => ({ id, seed: key }));

function documentsParts(house: House): DocumentsParts {
  const { apiKeys, revocations, revoked, clock, closers } = house;
  const keys = signingKeysOf(house);
  return {
    keys: apiKeys,
    revocations,
    verify: new VerifyDocumentBytes(keys, revoked, pooledPdfReader(closers)),
    budget: new CallBudget(VERIFICATIONS_A_MINUTE, clock),
    keyIds: keys.map(({ id }) => id),
  };
}
