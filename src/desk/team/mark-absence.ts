import { addDays, isCalendarDay } from '../../domain/calendar/calendar-days';
import { mayDo } from '../../domain/desk/desk-roles';
import { ok, type Result, refused } from '../../domain/result';
import type { AbsenceRepository } from '../../persistence/desk/absence.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { TeamQuery } from '../../persistence/desk/team.query';
import { type Clock, parisDate } from '../../platform/clock';

interface Parts {
  readonly absences: Pick<AbsenceRepository, 'mark' | 'end' | 'doDue'>;
  readonly team: Pick<TeamQuery, 'colleagues'>;
  readonly clock: Clock;
}

type Who = Pick<DeskUser, 'id' | 'role'>;

/** Longer away, an account is closed. */
const MOST_DAYS = 366;
const NOT_YOURS = 'Votre rôle ne permet de noter que votre propre absence.';

/** Everybody says when they are away, who answers for a team says it of the others; what is due today is done at once. */
export class MarkAbsence {
  constructor(private readonly parts: Parts) {}

  /** @param to the last day @returns why not, in French */
  async mark(accountId: string, from: string, to: string, by: Who): Promise<Result<true, string>> {
    const today = parisDate(this.parts.clock.now());
    if (!isCalendarDay(from) || !isCalendarDay(to)) return refused('Donnez le premier et le dernier jour.');
    if (to < from) return refused('Le dernier jour est avant le premier.');
    if (to < today) return refused('Cette absence est passée.');
    if (to > addDays(from, MOST_DAYS))
      return refused('Une absence dure un an au plus\u00a0: au-delà, fermez le compte.');
    if (!(await this.parts.team.colleagues(today)).some(({ id }) => id === accountId))
      return refused('Ce compte ne règle pas de courrier.');
    if (accountId !== by.id && !mayDo(by.role, 'team')) return refused(NOT_YOURS);
    if (!(await this.parts.absences.mark({ accountId, from, to }, by.id)))
      return refused('Une absence est déjà notée pour ces jours.');
    await this.parts.absences.doDue(today);
    return ok(true as const);
  }

  /** Back, or not going: what was handed on comes back. */
  async end(id: string, by: Who): Promise<Result<true, string>> {
    const today = parisDate(this.parts.clock.now());
    const member = (await this.parts.team.colleagues(today)).find(({ absence }) => absence?.id === id);
    if (member === undefined) return refused('Cette absence est déjà finie.');
    if (member.id !== by.id && !mayDo(by.role, 'team')) return refused(NOT_YOURS);
    return (await this.parts.absences.end(id, by.id)) ? ok(true as const) : refused('Cette absence est déjà finie.');
  }
}
