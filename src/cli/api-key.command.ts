import type { Command } from 'commander';
import type { ApiKeyAccount, RevocationRefusal } from '../persistence/api-key.repository';
import { parisDate } from '../platform/clock';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

const REFUSALS: Readonly<Record<RevocationRefusal, string>> = {
  unknown: 'aucune clé de cet identifiant ni de ce début',
  several: 'plusieurs clés commencent ainsi\u00a0: donnez l’identifiant',
  already: 'clé déjà révoquée',
};
/** Longer, it is the key itself, which would stay in the shell's history. */
const LONGEST_BEGINNING = 24;
const SHORTEST_BEGINNING = 16;

export function define(command: Command): void {
  command
    .command('create')
    .description('crée une clé d’API, montrée une seule fois')
    .requiredOption('--scope <portée>', 'ingest (apporter du courrier) ou operate (tout voir et décider)')
    .option('--name <nom>', 'à qui elle sert', 'sans nom')
    .option('--json', 'une valeur JSON par ligne')
    .action(async ({ scope, name, json }: { scope: string; name: string; json?: boolean }) => {
      if (scope !== 'ingest' && scope !== 'operate') throw new UsageError('--scope\u00a0: ingest ou operate');
      await withHouse(async ({ apiKeys }) => {
        const key = await apiKeys.create(scope, name);
        process.stdout.write(json ? `${JSON.stringify({ key, scope, name })}\n` : `${key}\n`);
      });
    });
  command
    .command('list')
    .description('montre les clés\u00a0: leur début, leur portée, leur dernier usage\u00a0; jamais la clé')
    .option('--json', 'une valeur JSON par ligne')
    .action(({ json }: { json?: boolean }) =>
      withHouse(async ({ apiKeys }) => {
        for (const key of await apiKeys.list()) process.stdout.write(`${json ? JSON.stringify(key) : lineOf(key)}\n`);
      }),
    );
  command
    .command('revoke')
    .description('révoque une clé, aussitôt et partout')
    .argument('<CLÉ>', 'son identifiant ou son début, que «\u00a0api-key list\u00a0» montre')
    .action(async (given: string) => {
      const which = given.replace(/…$/, '');
      if (which.startsWith('cou_') && which.length > LONGEST_BEGINNING)
        throw new UsageError('donnez le début de la clé ou son identifiant, pas la clé entière');
      if (which.length < SHORTEST_BEGINNING)
        throw new UsageError('début de clé trop court\u00a0: voyez «\u00a0api-key list\u00a0»');
      await withHouse(async ({ apiKeys }) => {
        const done = await apiKeys.revoke(which);
        if (!done.ok) throw new Error(REFUSALS[done.error]);
        process.stdout.write(`${done.value.id}\u00a0: révoquée (${done.value.scope}, ${done.value.name})\n`);
      });
    });
}

function lineOf({ id, prefix, scope, name, createdAt, lastUsedOn, revoked, revokedAt }: ApiKeyAccount): string {
  const state = revoked ? `révoquée${revokedAt === null ? '' : ` le ${parisDate(revokedAt)}`}` : 'valable';
  const used = lastUsedOn === null ? 'jamais utilisée' : `utilisée le ${lastUsedOn}`;
  return [
    id,
    prefix === null ? '(début inconnu)' : `${prefix}…`,
    scope,
    name,
    `créée le ${parisDate(createdAt)}`,
    used,
    state,
  ].join('  ');
}
