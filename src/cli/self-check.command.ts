import type { Command } from 'commander';
import type { Environment } from '../config/environment.schema';
import { runSelfCheck, type SelfCheckTold } from '../operations/self-check/run-self-check';
import { SelfCheckQuery } from '../operations/self-check/self-check.query';
import { selfCheckItems } from '../operations/self-check/self-check-items';
import { parisDate } from '../platform/clock';
import { makeSelfCheckMark } from '../platform/keys/self-check-mark';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

interface Options {
  readonly json?: boolean;
  readonly timeout: string;
  readonly smtp?: string;
  readonly http?: string;
}

const KEY_NAME = 'essai de bon fonctionnement ';
/** Beyond the time given, for the database to say where things stand. */
const GRACE_MS = 3_000;

const HELP = `
Un message et une lettre numérisée inventés, marqués comme essai, traversent le service en marche\u00a0: SMTP, HTTP, files, lecture,
décision, composition. La réponse est composée puis retenue\u00a0: rien ne part, et le rapprochement compte les essais à part. À
lancer avec l’environnement du service.`;

export function define(command: Command): void {
  command
    .option('--json', 'une valeur JSON par ligne')
    .option('--timeout <S>', 'délai en secondes', '60')
    .option('--smtp <HÔTE:PORT>', 'où le service prend le courrier (d’après SMTP_LISTEN par défaut)')
    .option('--http <URL>', 'où le service répond (d’après PORT par défaut)')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const timeoutMs = Number(options.timeout) * 1000;
      if (!(timeoutMs >= 1000 && timeoutMs <= 3_600_000))
        throw new UsageError('--timeout\u00a0: de 1 à 3600\u00a0secondes');
      if (options.smtp !== undefined && !/^[^\s:]+:\d{1,5}$/.test(options.smtp))
        throw new UsageError('--smtp\u00a0: hôte:port, par exemple intake:2525');
      if (options.http !== undefined && !URL.canParse(options.http))
        throw new UsageError('--http\u00a0: une adresse comme http://web:3000');
      await selfCheck(options, timeoutMs);
    });
}

async function selfCheck(options: Options, timeoutMs: number): Promise<void> {
  const { told, at } = tell(options.json === true);
  const deadline = AbortSignal.timeout(timeoutMs);
  const watchdog = setTimeout(() => {
    process.stderr.write(`arrêté à l’étape «\u00a0${at()}\u00a0»\u00a0: délai écoulé\n`);
    process.exit(1);
  }, timeoutMs + GRACE_MS);
  try {
    const stopped = await withHouse(async ({ environment, hash, clock, apiKeys, database }) => {
      const [smtp, base] = [smtpOf(options, environment), httpOf(options, environment)];
      if (smtp === null && base === null)
        throw new Error('Rien à essayer\u00a0: ni SMTP_LISTEN, ni rôle web dans cet environnement (--smtp, --http)');
      const query = new SelfCheckQuery(database.db);
      const now = clock.now();
      const mark = makeSelfCheckMark(hash, now);
      const items = selfCheckItems(mark, environment.MAILBOXES[0] ?? null, now, parisDate(now));
      const name = `${KEY_NAME}${mark}`;
      const http = base === null ? null : { base, key: await apiKeys.create('ingest', name) };
      return runSelfCheck({ query, items, smtp, http, deadline, timeoutMs, told }).finally(() =>
        query.forgetKeys(name),
      );
    });
    if (options.json) process.stdout.write(`${JSON.stringify({ ok: stopped.length === 0, stopped })}\n`);
    if (stopped.length > 0)
      throw new Error(
        stopped
          .map(({ item, stage, because }) => `${item}\u00a0: arrêté à l’étape «\u00a0${stage}\u00a0»\u00a0: ${because}`)
          .join(' | '),
      );
    if (!options.json) process.stdout.write('Essai réussi\u00a0: rien n’est parti, toute réponse est retenue.\n');
  } finally {
    clearTimeout(watchdog);
  }
}

function tell(json: boolean): { told: SelfCheckTold; at: () => string } {
  let last = 'base de données';
  const told: SelfCheckTold = {
    passed(item, { stage, ms, way }) {
      last = `${stage} (${item})`;
      if (json)
        return void process.stdout.write(`${JSON.stringify({ item, stage, ms, ...(way === null ? {} : { way }) })}\n`);
      const end =
        way === null ? '' : way === 'works' ? '  retenu, la sortie répond' : '  retenu, aucune sortie configurée';
      process.stdout.write(`${item.padEnd(14)}${stage.padEnd(14)}${String(ms).padStart(7)} ms${end}\n`);
    },
    left(item, because) {
      if (json) return void process.stdout.write(`${JSON.stringify({ item, left: because })}\n`);
      process.stdout.write(`${item.padEnd(14)}non essayé\u00a0: ${because}\n`);
    },
  };
  return { told, at: () => last };
}

/** An address that is listened on everywhere is reached on this machine. */
const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

function smtpOf({ smtp }: Options, { SMTP_LISTEN }: Environment): { host: string; port: number } | null {
  if (smtp !== undefined) {
    const [host = '', port] = smtp.split(':');
    return { host, port: Number(port) };
  }
  return SMTP_LISTEN === undefined ? null : { host: reachable(SMTP_LISTEN.host), port: SMTP_LISTEN.port };
}

function httpOf({ http }: Options, { ROLES, HTTP_HOST, PORT }: Environment): string | null {
  if (http !== undefined) return http.replace(/\/+$/, '');
  if (!ROLES.includes('web')) return null;
  const host = reachable(HTTP_HOST);
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}
