import { dateInWords } from '../../domain/calendar/french-dates';
import { ok, type Result, refused } from '../../domain/result';
import type { AssignmentRepository } from '../../persistence/desk/assignment.repository';
import { type Colleague, isAway, type TeamQuery } from '../../persistence/desk/team.query';
import { type Clock, parisDate } from '../../platform/clock';

/** To whom items may be handed, as a form names it. */
export interface HandOverTarget {
  /** `compte:<id>`, `equipe:<name>` or `personne`. */
  readonly value: string;
  readonly label: string;
}

interface Parts {
  readonly assignments: Pick<AssignmentRepository, 'of' | 'hand'>;
  readonly team: Pick<TeamQuery, 'colleagues'>;
  readonly clock: Clock;
}

const NOBODY: HandOverTarget = { value: 'personne', label: 'personne en particulier' };

/** Hands items to a colleague, or to a team's colleagues evenly; never to who is away. */
export class HandOver {
  constructor(private readonly parts: Parts) {}

  /** By item: whose it is. */
  of(ids: readonly string[]) {
    return this.parts.assignments.of(ids);
  }

  /** Who is there today, and each team with somebody there. */
  async targets(): Promise<HandOverTarget[]> {
    const there = (await this.members()).filter(({ away }) => !away).map(({ member }) => member);
    const teams = [...new Set(there.flatMap(({ team }) => team ?? []))];
    return [
      ...there.map(({ id, name }) => ({ value: `compte:${id}`, label: name })),
      ...teams.map((team) => ({ value: `equipe:${team}`, label: `équipe ${team}, également` })),
      NOBODY,
    ];
  }

  /** @returns why it would be refused now, in French */
  async check(target: string): Promise<Result<true, string>> {
    const chosen = await this.chosen(target);
    return chosen.ok ? ok(true as const) : chosen;
  }

  /** @param target as a form names it @param by id of the account or key @returns why not, in French */
  async hand(items: readonly string[], target: string, by: string): Promise<Result<true, string>> {
    const chosen = await this.chosen(target);
    if (!chosen.ok) return chosen;
    const handed = await this.parts.assignments.hand(items, chosen.value, by);
    // Who was there a moment ago may have been marked away since.
    if (handed === null) return refused('Il n’y a personne de présent à qui confier ce courrier.');
    return handed === 0
      ? refused('Ce courrier n’attend plus rien\u00a0: il n’est confié à personne.')
      : ok(true as const);
  }

  /** Ids of the accounts that a target names; none for nobody in particular. */
  private async chosen(target: string): Promise<Result<readonly string[], string>> {
    if (target === NOBODY.value) return ok([]);
    const members = await this.members();
    const [kind, name] = [target.slice(0, target.indexOf(':')), target.slice(target.indexOf(':') + 1)];
    const named = members.filter(({ member }) => (kind === 'compte' ? member.id === name : member.team === name));
    const [first] = named;
    if (first === undefined || (kind !== 'compte' && kind !== 'equipe')) return refused('Choisissez à qui le confier.');
    const there = named.filter(({ away }) => !away);
    if (there.length > 0) return ok(there.map(({ member }) => member.id));
    return refused(kind === 'compte' ? awayInWords(first.member) : 'Toute cette équipe est absente.');
  }

  private async members() {
    const today = parisDate(this.parts.clock.now());
    return (await this.parts.team.colleagues(today)).map((member) => ({ member, away: isAway(member, today) }));
  }
}

const awayInWords = ({ name, absence }: Colleague): string =>
  `${name} est en absence${absence === null ? '' : ` jusqu’au ${dateInWords(absence.to)} compris`}.`;
