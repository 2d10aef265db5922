import type { Classification, Decision, Identification, ReadItem, Triage } from '../domain/correspondence';
import type { AllocataireFile, Directory } from '../domain/directory/allocataire-file';
import type { OtherOffice } from '../domain/other-office';
import { withDetails } from '../domain/requests/read-request-details';
import { withSettledPeriod } from '../domain/requests/settled-period';
import type { CorrespondenceRecord, Settlement } from '../persistence/correspondence-record';
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
}

/** The three pure stages, handed in by the composition root: none imports another. */
export interface TriageSteps {
  identify(item: ReadItem, directory: Directory): Promise<Identified>;
  classify(item: ReadItem): Classification;
  decide(input: DecisionInput): Decision;
}

/** Identification → classification → decision, in one job: pure and quick. */
export class TriageStage implements StageHandler {
  readonly job = 'triage';

  constructor(
    private readonly steps: TriageSteps,
    private readonly directory: Directory,
    private readonly offices: ReadonlyMap<string, OtherOffice> = new Map(),
  ) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const item = record.reading;
    if (item === null) throw new Error('courrier non lu');
    const triage = await this.triage(item, record.settlement);
    const { decision } = triage;
    if (decision.state === 'set-aside')
      return { kind: 'set-aside', reason: decision.reason ?? 'Courrier automatique\u00a0: rien à répondre.', triage };
    if (decision.letter !== null && decision.destination !== null && decision.action !== 'to-agent')
      return { kind: 'advance', to: 'composing', triage };
    return { kind: 'needs-agent', reason: decision.reason ?? 'À décider par un agent.', triage };
  }

  private async triage(item: ReadItem, settlement: Settlement | null): Promise<Triage> {
    const found = await this.steps.identify(item, this.directory);
    const settled = settlement?.person ? await this.settledPerson(found, settlement.person) : found;
    const identified = settled ?? found;
    const read = settlement?.kind ? settledKind(settlement.kind) : this.steps.classify(item);
    const classification = withSettledPeriod(withDetails(read, item), settlement?.period ?? null);
    if (settled === null) return { identification: identified.identification, classification, decision: PERSON_GONE };
    const chosenLetter = settlement?.letter ?? null;
    const decided = this.steps.decide({ ...identified, item, classification, chosenLetter });
    const decision = onPaper(decided, settlement?.forwardTo ?? null, this.offices);
    return { identification: identified.identification, classification, decision };
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

const GONE =
  'La personne qu’un agent a désignée n’est plus dans le répertoire\u00a0: son dossier a changé entre-temps. Confirmez de nouveau la personne.';

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

function settledKind(kind: string): Classification {
  return { requests: [{ kind, confidence: 1, because: ['Un agent a dit ce qui est demandé.'] }], danger: [] };
}

function nirKindOf(nir: string | null): Identification['nirKind'] {
  if (nir === null) return null;
  return /^[78]/.test(nir) ? 'nia' : /^[56]/.test(nir) ? 'mig' : 'nir';
}
