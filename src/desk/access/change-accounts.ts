import type { DeskRole } from '../../domain/desk/desk-roles';
import { ok, type Result, refused } from '../../domain/result';
import type { AccessParts } from './access-parts';

export interface AccountChange {
  readonly act: string;
  /** Id of the account that is changed; empty for a new one. */
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly role: DeskRole;
  /** Empty for none. */
  readonly team: string;
}

export interface Changed {
  /** Who gets a link by which to choose a password. */
  readonly invited: { readonly name: string; readonly token: string } | null;
}

type Parts = Pick<AccessParts, 'accounts' | 'invitations' | 'journal'>;

const MOST_TEAM_SIGNS = 40;
const LAST_ONE = 'Le bureau doit garder un administrateur.';

/** What an administrator does with accounts. @returns what to hand on, or why not, in French */
export async function changeAccounts(
  parts: Parts,
  by: string,
  change: AccountChange,
): Promise<Result<Changed, string>> {
  if (change.act === 'creer') return create(parts, by, change);
  const account = await find(parts, change.account);
  if (account === null) return refused('Ce compte n’existe pas.');
  // A role given here would be gone at the next sign-in, and a password would outlive what the provider says.
  if (account.provided && (change.act === 'role' || change.act === 'inviter'))
    return refused(
      'Ce compte entre par le fournisseur d’identité\u00a0: c’est là que son rôle et son accès se changent.',
    );
  const { accounts, invitations, journal } = parts;
  const told = (event: string, detail = {}) => journal.tell(event, by, null, { account: account.id, ...detail });
  switch (change.act) {
    case 'role':
      if (!(await accounts.change(account.id, { role: change.role }))) return refused(LAST_ONE);
      await told('desk-role-changed', { role: change.role });
      return ok({ invited: null });
    case 'equipe':
      if (change.team.length > MOST_TEAM_SIGNS) return refused('Un nom d’équipe tient en quarante signes.');
      await accounts.change(account.id, { team: change.team === '' ? null : change.team });
      await told('desk-team-changed');
      return ok({ invited: null });
    case 'fermer':
    case 'ouvrir': {
      const disabled = change.act === 'fermer';
      if (!(await accounts.change(account.id, { disabled }))) return refused(LAST_ONE);
      await told(disabled ? 'desk-account-closed' : 'desk-account-opened');
      return ok({ invited: null });
    }
    case 'retirer-code':
      await accounts.setTotp(account.id, null, [], null);
      await told('desk-totp-removed');
      return ok({ invited: null });
    case 'inviter':
      await told('desk-invited');
      return ok({ invited: { name: account.name, token: await invitations.invite(account.id) } });
    default:
      return refused('Cet acte n’existe pas.');
  }
}

async function create(
  { accounts, invitations, journal }: Parts,
  by: string,
  { login, name, role }: AccountChange,
): Promise<Result<Changed, string>> {
  if (!/^[A-Za-z0-9._-]{2,40}$/.test(login) || name === '')
    return refused(
      'Donnez un nom, et un identifiant de deux à quarante lettres sans accent, chiffres, points ou tirets.',
    );
  const id = await accounts.create({ login, name, role, passwordHash: null });
  if (id === null) return refused('Cet identifiant est déjà celui d’un compte.');
  await journal.tell('desk-account-created', by, null, { account: id, role });
  return ok({ invited: { name, token: await invitations.invite(id) } });
}

const find = (parts: Parts, id: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? parts.accounts.find(id) : null;
