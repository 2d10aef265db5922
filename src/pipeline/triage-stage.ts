import type { Chase, Classification, Decision, Identification, ReadItem, Triage } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { OtherOffice } from '../domain/other-office';
import { withDetails } from '../domain/requests/read-request-details';
import { withSettledPeriod } from '../domain/requests/settled-period';
import { PIECES_LETTER } from '../domain/waiting/missing-pieces';
import type { CorrespondenceRecord, Settlement } from '../persistence/correspondence-record';
import type { FailingAddressRepository } from '../persistence/failing-address.repository';
import type { WaitRepository } from '../persistence/wait.repository';
import { parisDate } from '../platform/clock';
import type { GivenIdentity, JudgeAnswer } from './judge-answer';
import type { StageHandler, StageOutcome } from './stage';

export interface Identified {
  readonly identification: Identification;
  readonly file: AllocataireFile | null;
  /** The file that a numéro allocataire in the message points to, where no NIR did. */
  readonly writtenFile: AllocataireFile | null;
}

export interface DecisionInput extends Identified {
  readonly item: ReadItem;
  readonly classification: Classification;
  /** Letter that an agent chose, in place of the one the table would. */
  readonly chosenLetter: string | null;
  /** Our e-mails to this sender come back. */
  readonly mailFails: boolean;
  /** An agent wants it to go by post. */
  readonly byPost?: boolean;
}

/** The three pure stages, handed in by the composition root: none imports another. */
export interface TriageSteps {
  identify(item: ReadItem, directory: Directory): Promise<Identified>;
  classify(item: ReadItem): Classification;
  decide(input: DecisionInput): Decision;
}

/** What a triage needs to know of letters that wait for an answer, and of the answers. */
export interface Answering {
  readonly answers: Pick<JudgeAnswer, 'judge' | 'identityFor'>;
  readonly waits: Pick<WaitRepository, 'openWaitOf' | 'hasBounced'>;
  /** What is sent to a sender who does not answer. */
  decideChase(input: DecisionInput, chase: Omit<Chase, 'closes'> & { readonly mailBounced: boolean }): Decision;
}

/** What the house knows besides the directory. */
interface Beside {
  readonly offices: ReadonlyMap<string, OtherOffice>;
  readonly answering: Answering | null;
  readonly failing: Pick<FailingAddressRepository, 'failsAny' | 'lift'> | null;
}
const NOTHING_BESIDE: Beside = { offices: new Map(), answering: null, failing: null };

interface Triaged {
  readonly triage: Triage;
  readonly file: AllocataireFile | null;
}

/** Identification → classification → decision, in one job: pure and quick. */
export class TriageStage implements StageHandler {
  readonly job = 'triage';
  private readonly beside: Beside;

  constructor(
    private readonly steps: TriageSteps,
    private readonly directory: Directory,
    beside: Partial<Beside> = {},
  ) {
    this.beside = { ...NOTHING_BESIDE, ...beside };
  }

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const item = record.reading;
    if (item === null) throw new Error('courrier non lu');
    const { triage, file } = await this.triage(item, record);
    const judged =
      triage.decision.chase === undefined
        ? await this.beside.answering?.answers.judge(record, item, triage, file)
        : undefined;
    if (judged?.kind === 'settled') return judged.outcome;
    const link = judged?.link ?? null;
    const { decision } = triage;
    const { reason } = decision;
    if (decision.state === 'set-aside')
      return { kind: 'set-aside', reason: reason ?? 'Courrier automatique\u00a0: rien à répondre.', triage, link };
    if (decision.letter !== null && decision.destination !== null && decision.action !== 'to-agent')
      return { kind: 'advance', to: 'composing', triage, link };
    return { kind: 'needs-agent', reason: reason ?? 'À décider par un agent.', triage, link };
  }

  private async triage(item: ReadItem, { id, revision, settlement }: CorrespondenceRecord): Promise<Triaged> {
    const found = await this.steps.identify(item, this.directory);
    // Nothing was waited for, and nothing answered, before the first reply left.
    const answering = revision > 1 ? this.beside.answering : null;
    const given = (await answering?.answers.identityFor(id)) ?? null;
    const identified = await this.identified(found, settlement, given);
    const { identification, file } = identified ?? found;
    const read = settlement?.kind ? settledKind(settlement.kind) : this.steps.classify(item);
    const detailed = withSettledPeriod(withDetails(read, item), settlement?.period ?? null);
    const classification = settlement?.kind ? detailed : withRequests(detailed, given?.requests ?? []);
    if (identified === null) return { triage: { identification, classification, decision: PERSON_GONE }, file };
    const mailFails = await this.mailFails(item, revision);
    const input = {
      ...identified,
      item,
      classification,
      chosenLetter: settlement?.letter ?? null,
      mailFails,
      byPost: settlement?.channel === 'post',
    };
    const wait = given === null ? ((await answering?.waits.openWaitOf(id)) ?? null) : null;
    const decision =
      answering !== null && wait !== null && wait.step !== null
        ? answering.decideChase(input, {
            ...{ step: wait.step, firstWrittenOn: parisDate(wait.since) },
            mailBounced: await answering.waits.hasBounced(id),
          })
        : onPaper(this.steps.decide(input), settlement?.forwardTo ?? null, this.beside.offices);
    const again =
      mailFails && answering !== null && (await answering.waits.hasBounced(id)) && decision.channel === 'post';
    const told =
      again && decision.chase === undefined ? { ...decision, instead: 'e-mail-non-remis' as const } : decision;
    return { triage: { identification, classification, decision: awaiting(told, settlement) }, file };
  }

  /** Who writes anew from an address, surely, reads it again. */
  private async mailFails({ channel, authentication, from, replyTo }: ReadItem, revision: number): Promise<boolean> {
    const { failing } = this.beside;
    if (failing === null || channel !== 'email') return false;
    const addresses = [from, replyTo].flatMap((one) => (one === null ? [] : [one.address]));
    if (!(await failing.failsAny(addresses))) return false;
    if (revision > 1 || !authentication.authenticated || from === null) return true;
    await failing.lift(from.address);
    return failing.failsAny(addresses);
  }

  /** What an agent said goes before what an answer gave, and that before what the item itself says. */
  private identified(
    found: Identified,
    settlement: Settlement | null,
    given: GivenIdentity | null,
  ): Promise<Identified | null> | Identified {
    if (settlement?.person) return this.settledPerson(found, settlement.person);
    const { numeroAllocataire = null, personIndex = null } = given?.identification ?? {};
    if (given === null || numeroAllocataire === null || personIndex === null) return found;
    return this.givenPerson(found, { numeroAllocataire, personIndex }, given);
  }

  /** @returns null where the answer's number is no longer that person's */
  private async givenPerson(
    found: Identified,
    person: NonNullable<Settlement['person']>,
    { reference, identification: { nir, corroboratedBy, because } }: GivenIdentity,
  ): Promise<Identified | null> {
    const settled = await this.settledPerson(found, person);
    if (settled === null || settled.identification.nir !== nir) return null;
    const { thirdParty, guardian = null } = found.identification;
    const said = `Le numéro a été donné en réponse à notre lettre (${reference}).`;
    return {
      ...settled,
      identification: { ...settled.identification, thirdParty, guardian, corroboratedBy, because: [said, ...because] },
    };
  }

  /** @returns null where the person that an agent named is no longer in the directory: nobody else takes their place */
  private async settledPerson(
    found: Identified,
    { numeroAllocataire, personIndex }: NonNullable<Settlement['person']>,
  ): Promise<Identified | null> {
    const [file] = await this.directory.findFiles([], [numeroAllocataire]);
    const person = file?.persons[personIndex];
    if (file === undefined || person === undefined) return null;
    return {
      file,
      writtenFile: found.writtenFile,
      identification: {
        ...found.identification,
        verdict: 'matched',
        numeroAllocataire,
        person: person.role,
        personIndex,
        nir: person.nir,
        nirKind: nirKindOf(person.nir),
        thirdParty: false,
        guardian: null,
        because: ['Un agent a dit de qui vient ce courrier.'],
      },
    };
  }
}

/** An office that takes no e-mail gets the original by post: a person posts it, and the item stays theirs until then. */
function onPaper(decision: Decision, code: string | null, offices: ReadonlyMap<string, OtherOffice>): Decision {
  const office = code === null ? undefined : offices.get(code);
  if (office === undefined || office.email !== null || decision.letter === null) return decision;
  const reason = `Postez l’original à ${office.name}\u00a0: elle ne reçoit pas d’e-mail chiffré. L’auteur en est informé par lettre.`;
  return { ...decision, state: 'needs-agent', reason, settle: 'set-aside', trace: [...decision.trace, reason] };
}

/** An agent named the documents that the letter asks for: once it has left, they are waited for. */
function awaiting(decision: Decision, settlement: Settlement | null): Decision {
  const { pieces } = settlement ?? {};
  return pieces === undefined || decision.letter !== PIECES_LETTER ? decision : { ...decision, awaited: pieces };
}

const GONE =
  'La personne désignée n’est plus dans le répertoire\u00a0: son dossier a changé entre-temps. Confirmez de nouveau la personne.';

const PERSON_GONE: Decision = {
  action: 'to-agent',
  state: 'needs-agent',
  channel: null,
  documents: [],
  letter: null,
  preparedLetter: null,
  destination: null,
  rule: 'personne-designee-absente',
  trace: [GONE],
  reason: GONE,
  settle: 'confirm-person',
};

/** What an answer asks for besides; «autre» is what any answer says. */
function withRequests(own: Classification, others: Classification['requests']): Classification {
  const more = others.filter(({ kind }) => kind !== 'autre' && !own.requests.some((one) => one.kind === kind));
  return more.length === 0 ? own : { ...own, requests: [...own.requests, ...more] };
}

function settledKind(kind: string): Classification {
  return { requests: [{ kind, confidence: 1, because: ['Un agent a dit ce qui est demandé.'] }], danger: [] };
}

function nirKindOf(nir: string | null): Identification['nirKind'] {
  if (nir === null) return null;
  return /^[78]/.test(nir) ? 'nia' : /^[56]/.test(nir) ? 'mig' : 'nir';
}
