import { randomBytes } from 'node:crypto';
import { hashPassword } from '../desk/access/password';
import { DESK_ROLES, type DeskRole } from '../domain/desk/desk-roles';
import type { AccountRepository } from '../persistence/desk/account.repository';

const PEOPLE: Readonly<Record<DeskRole, { readonly login: string; readonly name: string }>> = {
  agent: { login: 'agent', name: 'Agent de démonstration' },
  supervisor: { login: 'superviseur', name: 'Superviseur de démonstration' },
  administrator: { login: 'administrateur', name: 'Administrateur de démonstration' },
  auditor: { login: 'auditeur', name: 'Auditeur de démonstration' },
};

/** One account a role, all of one team and with one password drawn for this run. @returns what to tell of them */
export async function makeDemoAccounts(accounts: AccountRepository): Promise<{ readonly lines: readonly string[] }> {
  const password = randomBytes(9).toString('base64url');
  const passwordHash = await hashPassword(password);
  for (const role of DESK_ROLES) {
    const id = await accounts.create({ ...PEOPLE[role], role, passwordHash });
    if (id !== null) await accounts.change(id, { team: 'Démonstration' });
  }
  const logins = DESK_ROLES.map((role) => PEOPLE[role].login).join(', ');
  return { lines: [`Comptes\u00a0: ${logins}`, `Mot de passe de chacun\u00a0: ${password}`] };
}
