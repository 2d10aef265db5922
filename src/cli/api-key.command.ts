import type { Command } from 'commander';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command
    .command('create')
    .description('crée une clé d’API, montrée une seule fois')
    .requiredOption('--scope <portée>', 'ingest (apporter du courrier) ou operate (tout voir et décider)')
    .option('--name <nom>', 'à qui elle sert', 'sans nom')
    .option('--json', 'une valeur JSON par ligne')
    .action(async ({ scope, name, json }: { scope: string; name: string; json?: boolean }) => {
      if (scope !== 'ingest' && scope !== 'operate') throw new UsageError('--scope : ingest ou operate');
      await withHouse(async ({ apiKeys }) => {
        const key = await apiKeys.create(scope, name);
        process.stdout.write(json ? `${JSON.stringify({ key, scope, name })}\n` : `${key}\n`);
      });
    });
}
