import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { dateInWords } from '../../domain/calendar/french-dates';
import { mayDo } from '../../domain/desk/desk-roles';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { isAway, type TeamMember } from '../../persistence/desk/team.query';
import { renderPage } from './page';

interface TeamPageProps {
  readonly holder: DeskUser;
  readonly members: readonly TeamMember[];
  readonly today: CalendarDay;
  readonly notice: string | null;
}

/** Who is there today, what each has, and where an absence is noted. */
export function renderTeam({ holder, members, today, notice }: TeamPageProps): string {
  const mayMark = (id: string) => mayDo(holder.role, 'settle') && (id === holder.id || mayDo(holder.role, 'team'));
  return renderPage({
    title: 'Équipe',
    baskets: [],
    current: 'equipe',
    holder,
    children: (
      <>
        <h1>Équipe</h1>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        <div class="wide">
          <table class="items">
            <caption class="unseen">Qui est là, et ce que chacun a</caption>
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Équipe</th>
                <th scope="col">Courriers confiés</th>
                <th scope="col">Présence</th>
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <tr>
                  <th scope="row">
                    {member.name} <span class="soft">{`@${member.login}`}</span>
                  </th>
                  <td>{member.team ?? '—'}</td>
                  <td class="num">
                    {member.load === 0 ? (
                      0
                    ) : (
                      <a href={`/bureau?corbeille=a-regler&agent=${member.id}`}>
                        {member.load}
                        <span class="unseen">{` courriers de ${member.name}, ceux qui sont à régler`}</span>
                      </a>
                    )}
                  </td>
                  <td>
                    <Presence member={member} today={today} mayMark={mayMark(member.id)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="soft">
          {
            'À l’absence, les courriers confiés passent aux présents de la même équipe, également\u00a0; sans équipe, ou si personne n’y est, ils ne sont plus confiés à personne. Au retour, ceux qui attendent encore reviennent.'
          }
        </p>
      </>
    ),
  });
}

interface PresenceProps extends Pick<TeamPageProps, 'today'> {
  readonly member: TeamMember;
  readonly mayMark: boolean;
}

function Presence({ member, today, mayMark }: PresenceProps) {
  const { id, name, absence } = member;
  const away = isAway(member, today);
  return (
    <>
      {absence === null ? (
        'Présent'
      ) : (
        <span class={away ? 'due' : 'soft'}>
          {`${away ? 'En absence' : 'Absence prévue'} du ${dateInWords(absence.from)} au ${dateInWords(absence.to)}`}
        </span>
      )}
      {mayMark && absence !== null && (
        <form class="acts tight" method="post" action="/bureau/equipe">
          <input type="hidden" name="absence" value={absence.id} />
          <button
            class="quiet"
            name="acte"
            value="retour"
            type="submit"
            aria-label={`${away ? 'De retour' : 'Annuler l’absence'}\u00a0: ${name}`}
          >
            {away ? 'De retour' : 'Annuler l’absence'}
          </button>
        </form>
      )}
      {mayMark && absence === null && (
        <details>
          <summary>
            Noter une absence<span class="unseen">{` de ${name}`}</span>
          </summary>
          <form class="acts" method="post" action="/bureau/equipe">
            <input type="hidden" name="compte" value={id} />
            <label>
              Du
              <br />
              <input type="date" name="du" value={today} required />
            </label>
            <label>
              au, compris
              <br />
              <input type="date" name="au" min={today} required />
            </label>
            <button name="acte" value="absence" type="submit">
              Noter l’absence
            </button>
          </form>
        </details>
      )}
    </>
  );
}
