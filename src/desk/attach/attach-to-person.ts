import type { Identification } from '../../domain/correspondence';
import type { Directory } from '../../domain/directory/allocataire-file';
import { nirKindOf } from '../../domain/nir/nir-kind';
import { ok, type Result, refused } from '../../domain/result';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import type { Settlement, ShownCorrespondence } from '../../persistence/correspondence-record';

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'show' | 'commitStage'>;
  readonly directory: Directory;
}

export interface PersonNamed {
  readonly numeroAllocataire: string;
  readonly role: 'allocataire' | 'conjoint' | 'enfant';
}

/** Nothing is under way in them, and nobody is waited for. */
const MAY: ReadonlySet<string> = new Set(['needs-agent', 'answered', 'closed', 'set-aside']);
const MOVED = 'Ce courrier a changé depuis\u00a0: rouvrez-le.';
const NOTHING_SETTLED: Settlement = { person: null, kind: null, letter: null, setAside: null, by: '' };

/**
 * An agent says whose an item is without anything being decided or sent: it stands with that person's correspondence from then
 * on, and is theirs where it is decided later.
 */
export class AttachToPerson {
  constructor(private readonly parts: Parts) {}

  /** @returns why not, in French, without a word of what was given */
  async attach(id: string, revision: number, named: PersonNamed, by: string): Promise<Result<true, string>> {
    const { correspondences, directory } = this.parts;
    const item = await correspondences.show(id);
    if (item === null || item.revision !== revision) return refused(MOVED);
    const { triage, settlement } = item;
    if (item.source === 'desk' || triage === null || !MAY.has(item.state))
      return refused(
        'Ce courrier est en cours, attend son expéditeur, ou n’a pas été lu\u00a0: rien à rattacher maintenant.',
      );
    const [file] = await directory.findFiles([], [named.numeroAllocataire]);
    const personIndex = file?.persons.findIndex(({ role }) => role === named.role) ?? -1;
    const person = file?.persons[personIndex];
    if (person === undefined) return refused('Cette personne n’est pas au répertoire.');
    const { numeroAllocataire } = named;
    const identification: Identification = {
      ...triage.identification,
      ...{ verdict: 'matched', numeroAllocataire, person: person.role, personIndex, corroboratedBy: [] },
      ...{ nir: person.nir, nirKind: person.nir === null ? null : nirKindOf(person.nir) },
      because: ['Un agent a rattaché ce courrier à cette personne.'],
    };
    const before = settlement?.filed?.before ?? {
      identification: triage.identification,
      person: settlement?.person ?? null,
    };
    return this.commit(item, 'person-attached', identification, {
      ...(settlement ?? NOTHING_SETTLED),
      ...{ by, person: { numeroAllocataire, personIndex }, filed: { revision: item.revision + 1, before } },
    });
  }

  /** It is nobody's again, or whose it was, as long as nothing was decided since. */
  async detach(id: string, revision: number, by: string): Promise<Result<true, string>> {
    const item = await this.parts.correspondences.show(id);
    if (item === null || item.revision !== revision) return refused(MOVED);
    const { filed, ...settlement } = item.settlement ?? NOTHING_SETTLED;
    if (filed === undefined || item.triage === null)
      return refused('Ce courrier n’a été rattaché à personne par un agent.');
    if (filed.revision !== item.revision)
      return refused(
        'Une décision a été prise depuis pour cette personne\u00a0: dites plutôt de qui vient ce courrier.',
      );
    const { identification, person } = filed.before;
    return this.commit(item, 'person-detached', identification, { ...settlement, by, person });
  }

  private async commit(
    item: ShownCorrespondence,
    event: string,
    identification: Identification,
    settlement: Settlement,
  ): Promise<Result<true, string>> {
    const { state, triage } = item;
    if (triage === null) return refused(MOVED);
    const done = await this.parts.correspondences.commitStage(item, {
      ...{ state, event, detail: {}, raiseRevision: true },
      ...{ triage: { ...triage, identification }, settlement },
    });
    return done ? ok(true as const) : refused(MOVED);
  }
}
