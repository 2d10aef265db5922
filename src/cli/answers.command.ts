import type { Command } from 'commander';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command
    .option('--resume', 'laisse repartir les réponses retenues, sans attendre')
    .option('--json', 'une valeur JSON par ligne')
    .action(({ resume, json }: { resume?: boolean; json?: boolean }) =>
      withHouse(async ({ answerGate }) => {
        const write = (value: unknown, line: string) =>
          process.stdout.write(`${json ? JSON.stringify(value) : line}\n`);
        if (resume) {
          const closed = await answerGate.close();
          write(
            { resumed: closed },
            closed === 0 ? 'Rien n’était retenu.' : `Boîtes qui répondent de nouveau\u00a0: ${closed}`,
          );
          return;
        }
        const open = await answerGate.openBreakers();
        for (const { mailbox, answers, opensUntil } of open)
          write(
            { mailbox, answers, opensUntil: opensUntil.toISOString() },
            `${mailbox}\u00a0: ${answers} réponses en une heure, retenues jusqu’à ${opensUntil.toISOString()}`,
          );
        if (open.length === 0 && !json) write(null, 'Aucune réponse n’est retenue.');
      }),
    );
}
