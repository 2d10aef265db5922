import { dateInWords } from '../../../domain/calendar/french-dates';
import { DESK_ROLES, type DeskRole } from '../../../domain/desk/desk-roles';
import type { DeskAccount } from '../../../persistence/desk/account.repository';
import type { DeskUser } from '../../../persistence/desk/session.repository';
import { parisDate } from '../../../platform/clock';
import { renderPage } from '../page';
import { ROLE_NAMES } from './role-names';

interface AccountsPageProps {
  readonly holder: DeskUser;
  readonly accounts: readonly DeskAccount[];
  /** The link that was just made, for the administrator to hand on: shown this once. */
  readonly invitation: { readonly name: string; readonly link: string } | null;
  readonly notice: string | null;
}

/** The accounts of the desk, for who administers it. */
export function renderAccounts({ holder, accounts, invitation, notice }: AccountsPageProps): string {
  return renderPage({
    title: 'Comptes',
    baskets: [],
    current: 'comptes',
    holder,
    children: (
      <>
        <h1>Comptes du bureau</h1>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {invitation !== null && (
          <section class="card why" role="status">
            <h2>{`Lien pour ${invitation.name}`}</h2>
            <p>Remettez-le à cette personne. Il sert une fois, pendant vingt-quatre heures, et ne sera plus montré.</p>
            <p>
              <code class="secret">{invitation.link}</code>
            </p>
          </section>
        )}
        <form class="card" method="post" action="/bureau/comptes">
          <h2>Nouveau compte</h2>
          <div class="acts">
            <span>
              <label for="nom">Nom</label>
              <input id="nom" name="nom" maxLength={80} autocomplete="off" required />
            </span>
            <span>
              <label for="identifiant">Identifiant</label>
              <input
                id="identifiant"
                name="identifiant"
                pattern="[A-Za-z0-9._\-]{2,40}"
                autocomplete="off"
                autocapitalize="none"
                required
              />
            </span>
            <span>
              <label for="role">Rôle</label>
              <RoleSelect id="role" current="agent" />
            </span>
            <button class="main" name="acte" value="creer" type="submit">
              Créer
            </button>
          </div>
        </form>
        <div class="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">Identifiant</th>
                <th scope="col">Nom</th>
                <th scope="col">Rôle</th>
                <th scope="col">État</th>
                <th scope="col">Actes</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <AccountRow account={account} />
              ))}
            </tbody>
          </table>
        </div>
      </>
    ),
  });
}

function AccountRow({ account }: { readonly account: DeskAccount }) {
  const { id, login, name, role, team, disabled, hasTotp, provided } = account;
  return (
    <tr>
      <td>{login}</td>
      <td>{name}</td>
      <td>{ROLE_NAMES[role]}</td>
      <td>
        {stateOf(account)}
        {hasTotp && ', avec code'}
        {provided && ', par le fournisseur d’identité'}
      </td>
      <td>
        <form class="acts tight" method="post" action="/bureau/comptes">
          <input type="hidden" name="compte" value={id} />
          {!provided && (
            <>
              <RoleSelect id={`role-${id}`} current={role} label={`Rôle de ${name}`} />
              <button name="acte" value="role" type="submit">
                Changer le rôle
              </button>
              <button name="acte" value="inviter" type="submit">
                Nouveau lien
              </button>
            </>
          )}
          <label>
            <span class="unseen">{`Équipe de ${name}`}</span>
            <input name="equipe" value={team ?? ''} size={12} maxLength={40} placeholder="Équipe" autocomplete="off" />
          </label>
          <button name="acte" value="equipe" type="submit">
            Changer l’équipe
          </button>
          {hasTotp && (
            <button name="acte" value="retirer-code" type="submit">
              Retirer le code
            </button>
          )}
          <button name="acte" value={disabled ? 'ouvrir' : 'fermer'} type="submit">
            {disabled ? 'Rouvrir' : 'Fermer'}
          </button>
        </form>
      </td>
    </tr>
  );
}

function stateOf({ disabled, ready, signedInAt }: DeskAccount): string {
  if (disabled) return 'fermé';
  if (!ready) return 'invité';
  return signedInAt === null ? 'jamais entré' : `entré le ${dateInWords(parisDate(signedInAt))}`;
}

function RoleSelect({
  id,
  current,
  label,
}: {
  readonly id: string;
  readonly current: DeskRole;
  readonly label?: string;
}) {
  return (
    <select id={id} name="role" aria-label={label}>
      {DESK_ROLES.map((role) => (
        <option value={role} selected={role === current}>
          {ROLE_NAMES[role]}
        </option>
      ))}
    </select>
  );
}
