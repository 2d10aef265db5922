import type { AccountRepository } from '../../persistence/desk/account.repository';
import type { DeskJournal } from '../../persistence/desk/desk-journal';
import type { InvitationRepository } from '../../persistence/desk/invitation.repository';
import type { ProvidedAccountRepository } from '../../persistence/desk/provided-account.repository';
import type { SessionRepository } from '../../persistence/desk/session.repository';
import type { Clock } from '../../platform/clock';
import type { CallBudget } from '../../platform/http/call-budget';
import type { Logger } from '../../platform/logger';
import type { IdentityProvider } from './provider/identity-provider';
import type { SignIn } from './sign-in';

/** What the pages of access call, wired by the web module; a class, so that Nest finds it by its type. */
export abstract class AccessParts {
  abstract readonly accounts: AccountRepository;
  abstract readonly invitations: InvitationRepository;
  abstract readonly sessions: SessionRepository;
  abstract readonly signIn: SignIn;
  /** Null where none is configured. */
  abstract readonly provider: IdentityProvider | null;
  abstract readonly provided: ProvidedAccountRepository;
  abstract readonly logger: Logger;
  abstract readonly journal: DeskJournal;
  /** Tries by address, in a minute. */
  abstract readonly tries: CallBudget;
  abstract readonly clock: Clock;
  /** How people reach us, where it is said; else as the request came. */
  abstract readonly publicUrl: string | null;
}
