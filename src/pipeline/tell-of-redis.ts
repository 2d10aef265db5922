import type { Logger } from '../platform/logger';
import type { RedisClient } from './redis-client';

/** A connection that comes back within this time was never away for anybody. */
const PATIENCE_MS = 2_000;
/** What lasts is said again, so that it stands in the log of the day on which somebody looks. */
const AGAIN_MS = 10 * 60_000;

/**
 * Says when Redis goes away, why, and when it is back, each once, in words an operator can act on. Never an error as it is:
 * that of a refused password carries the command, and so the password.
 */
export function tellOfRedis(client: RedisClient, logger: Logger): void {
  let cause = 'Redis ne répond pas';
  let said: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  const say = (): void => {
    said = cause;
    logger.error(`${cause}\u00a0: le courrier entre et attend, rien n’est perdu`);
    timer = setTimeout(say, AGAIN_MS).unref();
  };
  const isAway = (error?: Error): void => {
    if (error !== undefined) cause = causeOf(error);
    if (timer === null) timer = setTimeout(say, PATIENCE_MS).unref();
    else if (said !== null && said !== cause) {
      clearTimeout(timer);
      say();
    }
  };
  client.on('error', isAway);
  client.on('close', () => isAway());
  client.on('end', () => timer !== null && clearTimeout(timer));
  client.on('ready', () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (said !== null) logger.info('Redis répond de nouveau\u00a0: ce qui attendait reprend');
    said = null;
    cause = 'Redis ne répond pas';
  });
}

/** What went wrong, in French and without anything that the error carries. */
export function causeOf(error: Error & { readonly code?: string; readonly lastNodeError?: Error }): string {
  const text = `${error.message} ${error.lastNodeError?.message ?? ''}`;
  const code = error.code ?? '';
  if (/WRONGPASS|NOAUTH|invalid password|invalid username-password/i.test(text))
    return /sentinels are unreachable/.test(text)
      ? 'les sentinelles de Redis refusent le mot de passe (sentinel_password dans REDIS_URL)'
      : 'Redis refuse l’utilisateur ou le mot de passe de REDIS_URL';
  if (/NOPERM/.test(text)) return 'Redis refuse des commandes à l’utilisateur de REDIS_URL (ses droits ACL)';
  if (
    /CERT|SELF_SIGNED|UNABLE_TO_|TLS|EPROTO|SSL/.test(code) ||
    /certificate|SSL routines|wrong version number/.test(text)
  )
    return 'la liaison TLS avec Redis ne s’établit pas (certificat, REDIS_CA_FILE)';
  if (/LOADING/.test(text)) return 'Redis charge ses données';
  if (/sentinels are unreachable/.test(text)) return 'aucune sentinelle de Redis ne donne de maître';
  return 'Redis ne répond pas';
}
