import type { ApiKeyHolder, ApiKeyRepository } from '../persistence/api-key.repository';
import type { Clock } from '../platform/clock';
import { randomId } from '../platform/identifiers';

const LASTS_MS = 8 * 60 * 60 * 1000;
const MOST_SESSIONS = 1_000;
export const SESSION_COOKIE = 'courrier_bureau';

/** Who is signed in at this web process. A restart signs everybody out, and loses nothing else. */
export class DeskSessions {
  private readonly sessions = new Map<string, { holder: ApiKeyHolder; until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly keys: Pick<ApiKeyRepository, 'isValid'>,
  ) {}

  /** @returns the id to keep in the cookie */
  open(holder: ApiKeyHolder): string {
    const now = this.clock.now().getTime();
    for (const [id, { until }] of this.sessions)
      if (until < now || this.sessions.size >= MOST_SESSIONS) this.sessions.delete(id);
    const id = randomId();
    this.sessions.set(id, { holder, until: now + LASTS_MS });
    return id;
  }

  /** Asks of the key at every page: a session ends at once when its key is revoked, wherever that was done. */
  async holderOf(cookieHeader: string | undefined): Promise<ApiKeyHolder | null> {
    const id = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{36})`).exec(cookieHeader ?? '')?.[1];
    const session = id === undefined ? undefined : this.sessions.get(id);
    if (id === undefined || session === undefined || session.until <= this.clock.now().getTime()) return null;
    if (await this.keys.isValid(session.holder.id)) return session.holder;
    this.sessions.delete(id);
    return null;
  }
}
