import type { AccountRepository } from '../../persistence/desk/account.repository';
import type { InvitationRepository } from '../../persistence/desk/invitation.repository';

export const invitationAddress = (base: string, token: string): string =>
  `${base.replace(/\/$/, '')}/bureau/invitation/${token}`;

/** The line that a start prints while nobody administers the desk: a link that makes the administrator, once, for a day. */
export async function firstAdministratorLines(
  { accounts, invitations }: { readonly accounts: AccountRepository; readonly invitations: InvitationRepository },
  base: string,
): Promise<string[]> {
  if (await accounts.hasAdministrator()) return [];
  const link = invitationAddress(base, await invitations.invite(null));
  return [`Bureau sans administrateur\u00a0: créez le compte ici, une seule fois et sous 24\u00a0h\u00a0: ${link}`];
}
