import { z } from 'zod';
import { monthsOfPeriod } from '../domain/calendar/months-of-period';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import { type FreeField, type FreeTexts, readFreeTexts } from '../domain/outgoing-letter';
import { ok, type Result, refused } from '../domain/result';
import { PIECES_LETTER } from '../domain/waiting/missing-pieces';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, Settlement, StageCommit } from '../persistence/correspondence-record';
import type { Enqueuer } from '../pipeline/enqueuer';
import { type Clock, parisDate } from '../platform/clock';
import { erasedInWords } from './erased-in-words';
import { lettersForItem } from './letters-for-item';

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** What an agent settles, with the revision that was on the screen. Each field replaces what the machine found. */
export const settlementRequest = z
  .strictObject({
    revision: z.int().positive(),
    person: z
      .strictObject({
        numeroAllocataire: z.string().regex(/^\d{7}$/, 'sept chiffres'),
        role: z.enum(['allocataire', 'conjoint', 'enfant']).default('allocataire'),
        index: z.int().nonnegative().optional(),
      })
      .optional(),
    kind: z.string().min(1).max(60).optional(),
    /** Months of the attestation, both included. */
    period: z
      .strictObject({ from: z.string().regex(MONTH, 'AAAA-MM'), to: z.string().regex(MONTH, 'AAAA-MM') })
      .refine(({ from, to }) => monthsOfPeriod(from, to) !== null, 'du premier mois au dernier, dix ans au plus')
      .optional(),
    letter: z.string().min(1).max(60).optional(),
    /** What the agent wrote into the letter’s free fields, by field; a blank line parts paragraphs. */
    free: z.record(z.string().max(60), z.string().max(6_000)).optional(),
    /** By post, whatever way the rule would choose. */
    channel: z.literal('post').optional(),
    /** Documents in large letters, for this reply; without it as the file wishes. */
    largePrint: z.boolean().optional(),
    /** Documents that the person still has to send, and the last day: they are asked for, and waited for. */
    pieces: z
      .strictObject({
        documents: z
          .array(z.string().trim().min(3, 'un nom').max(200, 'deux cents signes'))
          .min(1, 'un document')
          .max(20),
        answerBy: z.iso.date('AAAA-MM-JJ'),
      })
      .optional(),
    /** Code of the office in charge: the mail is forwarded to it, and its author told (CRPA L114-2). */
    forward: z.strictObject({ office: z.string().regex(/^\d{3}$/, 'trois chiffres') }).optional(),
    setAside: z.union([z.literal(true), z.string().min(1).max(500)]).optional(),
  })
  .refine(
    ({ person, kind, period, letter, pieces, forward, setAside }) =>
      [person, kind, period, letter, pieces, forward, setAside].some((one) => one !== undefined),
    { message: 'dites la personne, la demande, la période, la lettre, les documents, la Caf ou la mise de côté' },
  )
  .refine(
    ({ letter, pieces, forward, setAside }) =>
      [letter, pieces, forward, setAside].filter((one) => one !== undefined).length < 2,
    {
      message: 'une lettre, une transmission ou une mise de côté, pas deux à la fois',
    },
  );
export type SettlementRequest = z.infer<typeof settlementRequest>;

export interface SettlementRefusal {
  readonly code:
    | 'unknown'
    | 'erased'
    | 'unreadable'
    | 'stale'
    | 'not-open'
    | 'no-such-person'
    | 'no-such-kind'
    | 'no-such-letter'
    | 'unready-fields'
    | 'no-such-office'
    | 'past-day';
  readonly message: string;
}

/** States in which an agent may settle: whatever is not on its way. */
const OPEN_STATES = new Set(['needs-agent', 'waiting-sender', 'failed', 'set-aside', 'answered', 'closed', 'joined']);

interface SettleParts {
  readonly correspondences: CorrespondenceRepository;
  readonly directory: Directory;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  /** Of request. */
  readonly kinds: Pick<ReadonlySet<string>, 'has'>;
  readonly letters: ReadonlyMap<string, string>;
  /** What of a letter an agent writes, by its name; letters that are not there have nothing of the kind. */
  readonly freeFields: ReadonlyMap<string, readonly FreeField[]>;
  readonly offices: Pick<ReadonlyMap<string, unknown>, 'has'>;
  readonly clock: Clock;
}

/** A decision that may be taken: of which row, and who it names. */
interface Judged {
  readonly record: CorrespondenceRecord;
  readonly person: Settlement['person'];
  readonly free: FreeTexts | null;
}

/** Takes an agent's decision: raises the revision and sends the item through the pipeline again. */
export class SettleCorrespondence {
  constructor(private readonly parts: SettleParts) {}

  async settle(
    id: string,
    request: SettlementRequest,
    by: string,
  ): Promise<Result<{ revision: number }, SettlementRefusal>> {
    const judged = await this.judge(id, request);
    if (!judged.ok) return judged;
    const { record } = judged.value;
    const settlement = settlementOf(judged.value, request, by);
    const written = await this.parts.correspondences.commitStage(record, commitOf(record, settlement));
    if (!written) return refused(stale(record.revision + 1));
    this.parts.enqueuer.kick();
    return ok({ revision: record.revision + 1 });
  }

  /** Changes nothing. @returns the row as it would stand, decided by nobody yet */
  async propose(
    id: string,
    request: SettlementRequest,
    by: string,
  ): Promise<Result<CorrespondenceRecord, SettlementRefusal>> {
    const judged = await this.judge(id, request);
    if (!judged.ok) return judged;
    const { record } = judged.value;
    return ok({
      ...record,
      revision: record.revision + 1,
      state: 'triage',
      settlement: settlementOf(judged.value, request, by),
    });
  }

  /** Changes nothing. @returns why it would be refused now; null where it would not */
  async check(id: string, request: SettlementRequest): Promise<SettlementRefusal | null> {
    const judged = await this.judge(id, request);
    return judged.ok ? null : judged.error;
  }

  private async judge(id: string, request: SettlementRequest): Promise<Result<Judged, SettlementRefusal>> {
    const { correspondences, kinds, letters, offices, clock } = this.parts;
    const record = await correspondences.show(id);
    if (record === null) return refused({ code: 'unknown', message: 'Ce courrier n’existe pas.' });
    if (record.erased !== null) return refused({ code: 'erased', message: erasedInWords(record.erased) });
    if (record.unreadable !== null)
      return refused({ code: 'unreadable', message: `Ce courrier ne s’ouvre pas\u00a0: ${record.unreadable}.` });
    if (record.revision !== request.revision) return refused(stale(record.revision));
    if (record.source === 'desk' && request.setAside === undefined)
      return refused({
        code: 'not-open',
        message: 'Cette lettre a été écrite au bureau\u00a0: mettez-la de côté, et écrivez de nouveau à la personne.',
      });
    // A reply that waits for its server can still be corrected: what is reserved is withdrawn, what is leaving is not.
    const held = record.state === 'dispatching' && record.heldSince !== null;
    if (!held && !OPEN_STATES.has(record.state))
      return refused({
        code: 'not-open',
        message: 'Ce courrier est en cours de traitement\u00a0: réessayez dans un instant.',
      });
    if (request.kind !== undefined && !kinds.has(request.kind))
      return refused({ code: 'no-such-kind', message: 'Ce genre de demande n’existe pas.' });
    if (request.letter !== undefined && !lettersForItem(letters, record).has(request.letter))
      return refused({
        code: 'no-such-letter',
        message: 'Cette lettre n’existe pas, ou rien dans ce courrier ne lui donne de quoi être remplie.',
      });
    const fields = this.parts.freeFields.get(request.letter ?? '') ?? [];
    const free = readFreeTexts(fields, (name) => request.free?.[name] ?? '');
    if (!free.ok)
      return refused({ code: 'unready-fields', message: `${free.error} Écrivez-le dans l’aperçu de la lettre.` });
    if (request.forward !== undefined && !offices.has(request.forward.office))
      return refused({ code: 'no-such-office', message: 'Cette Caf n’est pas dans la liste des Caf.' });
    if (request.pieces !== undefined && request.pieces.answerBy <= parisDate(clock.now()))
      return refused({ code: 'past-day', message: 'Le dernier jour pour envoyer les documents doit être à venir.' });
    const person = await this.personOf(request);
    if (person === 'none')
      return refused({ code: 'no-such-person', message: 'Cette personne n’est pas au répertoire.' });
    return ok({ record, person, free: fields.length === 0 ? null : free.value });
  }

  private async personOf({ person }: SettlementRequest): Promise<Settlement['person'] | 'none'> {
    if (person === undefined) return null;
    const [file] = await this.parts.directory.findFiles([], [person.numeroAllocataire]);
    if (file === undefined) return 'none';
    const personIndex = person.index ?? indexOfRole(file, person.role);
    if (file.persons[personIndex] === undefined) return 'none';
    return { numeroAllocataire: person.numeroAllocataire, personIndex };
  }
}

const indexOfRole = (file: AllocataireFile, role: string): number => file.persons.findIndex((one) => one.role === role);

function stale(revision: number): SettlementRefusal {
  return {
    code: 'stale',
    message: `Ce courrier a changé depuis\u00a0: il en est à la révision ${revision}. Rouvrez-le.`,
  };
}

/** What was settled before stays settled, unless it is settled anew. */
function settlementOf({ record, person, free }: Judged, request: SettlementRequest, by: string): Settlement {
  return {
    person: person ?? record.settlement?.person ?? null,
    kind: request.kind ?? record.settlement?.kind ?? null,
    period: request.period ?? record.settlement?.period ?? null,
    letter: request.letter ?? impliedLetter(request),
    ...(request.pieces === undefined ? {} : { pieces: request.pieces }),
    ...(request.forward === undefined ? {} : { forwardTo: request.forward.office }),
    ...(free === null ? {} : { free }),
    ...(request.channel === undefined ? {} : { channel: request.channel }),
    ...(request.largePrint === undefined ? {} : { largePrint: request.largePrint }),
    setAside: request.setAside === undefined ? null : request.setAside === true ? 'sans suite' : request.setAside,
    by,
  };
}

function impliedLetter({ forward, pieces }: SettlementRequest): string | null {
  if (pieces !== undefined) return PIECES_LETTER;
  // The author is told by it where the mail went.
  return forward === undefined ? null : 'autre-caf';
}

function commitOf(record: CorrespondenceRecord, settlement: Settlement): StageCommit {
  const detail = {
    person: settlement.person !== null,
    kind: settlement.kind,
    letter: settlement.letter,
    ...(settlement.forwardTo ? { forwardTo: settlement.forwardTo } : {}),
    setAside: settlement.setAside !== null,
    ...(settlement.pieces ? { pieces: settlement.pieces.documents.length, answerBy: settlement.pieces.answerBy } : {}),
  };
  const common = {
    event: 'settled-by-agent',
    detail,
    settlement,
    raiseRevision: true,
    withdrawReserved: true,
  } as const;
  if (settlement.setAside !== null)
    return { ...common, state: 'set-aside', reason: 'Mis de côté par un agent.', nextJob: null };
  // An item that could not even be read is read again first.
  if (record.reading === null) return { ...common, state: 'reading', reason: null, nextJob: 'read' };
  return { ...common, state: 'triage', reason: null, nextJob: 'triage' };
}
