import type { Command } from 'commander';
import { DECISION_TABLE } from '../decision/table/decision-table';
import { DESTINATION_TABLE } from '../decision/table/destination-rows';

const HELP = `
La première règle qui convient décide. Chaque demande d’un courrier est décidée à part, et la plus exigeante est montrée\u00a0:
un agent, puis un document, l’accès au compte, un accusé de réception, la demande du numéro.`;

/** `courrier decisions`: the rules by which mail is answered, in their order, as data and in plain French. */
export function define(command: Command): void {
  command
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(({ json }: { readonly json?: boolean }) => {
      const requests = DECISION_TABLE.map(({ id, says, when }) => ({ table: 'demande', id, says, when }));
      const ways = DESTINATION_TABLE.map(({ id, says, when }) => ({ table: 'destination', id, says, when }));
      if (json) for (const row of [...requests, ...ways]) process.stdout.write(`${JSON.stringify(row)}\n`);
      else process.stdout.write(`${listed('Ce qui est répondu', requests)}\n${listed('Où la réponse part', ways)}`);
    });
}

function listed(title: string, rows: readonly { readonly id: string; readonly says: string }[]): string {
  const lines = rows.map(({ id, says }, index) => `${String(index + 1).padStart(3)}. ${says} [${id}]`);
  return `${title}\n${lines.join('\n')}\n`;
}
