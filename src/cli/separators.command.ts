import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { drawSeparatorSheets } from '../composition/draw-separator-sheets';
import { cutStack } from '../domain/scans/cut-stack';
import { parisDate } from '../platform/clock';
import type { ScanPage } from '../reading/read-scan';
import { readStack } from '../reading/stack/read-stack';
import { writeStackBatch } from './separators/write-stack-batch';
import { counted } from './spoken-counts';

const MOST_SHEETS = 500;

const HELP = `
Une feuille de séparation se pose devant chaque courrier d’une pile, que l’on numérise d’une traite (TIFF à plusieurs pages,
PDF, ou une image par page).

Exemples\u00a0:
  courrier separators -o feuilles.pdf --sheets 30
  courrier separators split pile.tif -o lots/lot-0412`;

export function define(command: Command): void {
  command.addHelpText('after', HELP);
  command
    .command('print', { isDefault: true })
    .description('compose des feuilles de séparation à imprimer')
    .requiredOption('-o, --output <FICHIER.pdf>', 'où l’écrire')
    .option('--sheets <N>', 'combien de feuilles', sheetCount, 10)
    .action(async ({ output, sheets }: { readonly output: string; readonly sheets: number }) => {
      await writeFile(output, await drawSeparatorSheets(sheets));
    });
  command
    .command('split')
    .description('coupe une pile numérisée en courriers\u00a0: un lot prêt pour le dossier surveillé')
    .argument('<PILE...>', 'les fichiers de la pile, dans l’ordre')
    .requiredOption('-o, --output <DOSSIER>', 'le dossier du lot, qui ne doit pas exister')
    .option('--batch <NUMÉRO>', 'numéro du lot (le nom du dossier)')
    .option('--received-on <JOUR>', 'jour de réception, AAAA-MM-JJ (aujourd’hui)', receivedDay)
    .option('--json', 'une valeur JSON par ligne')
    .action(split);
}

interface SplitOptions {
  readonly output: string;
  readonly batch?: string;
  readonly receivedOn?: string;
  readonly json?: boolean;
}

async function split(paths: string[], { output, batch, receivedOn, json }: SplitOptions): Promise<void> {
  const folder = output.replace(/\/+$/, '');
  if ((await stat(folder).catch(() => null)) !== null) throw new Error(`«\u00a0${folder}\u00a0» existe déjà`);
  const stack = await readStack(await filesOf(paths), () => undefined);
  const [fault] = stack.faults;
  if (fault !== undefined) throw new Error(fault);
  const { items, separators, backs } = cutStack(stack.pages);
  if (separators === 0) throw new Error('aucune feuille de séparation dans cette pile\u00a0; rien n’a été écrit');
  if (items.length === 0)
    throw new Error('rien que des feuilles de séparation dans cette pile\u00a0; rien n’a été écrit');
  const now = new Date();
  const batchId = batch ?? folder.slice(folder.lastIndexOf('/') + 1);
  await writeStackBatch(folder, stack, items, {
    batchId,
    scannedAt: now.toISOString(),
    receivedOn: receivedOn ?? parisDate(now),
  });
  const pages = items.reduce((sum, item) => sum + item.length, 0);
  if (json)
    process.stdout.write(
      `${JSON.stringify({ batchId, folder, items: items.length, pages, separators, blankBacks: backs })}\n`,
    );
  else
    process.stdout.write(
      `${counted(items.length, 'courrier', 'courriers')} de ${counted(pages, 'page', 'pages')} en tout dans «\u00a0${folder}\u00a0»\u00a0; ${counted(separators, 'feuille de séparation', 'feuilles de séparation')}, ${counted(backs, 'verso blanc', 'versos blancs')} de ces feuilles\n`,
    );
}

async function filesOf(paths: readonly string[]): Promise<ScanPage[]> {
  const files: ScanPage[] = [];
  for (const place of paths) {
    const name = path.basename(place);
    const bytes = await readFile(place).catch(() => {
      throw new Error(`«\u00a0${name}\u00a0»\u00a0: fichier introuvable ou illisible`);
    });
    files.push({ name, type: 'application/octet-stream', bytes });
  }
  return files;
}

function sheetCount(value: string): number {
  const sheets = Number(value);
  if (!Number.isInteger(sheets) || sheets < 1 || sheets > MOST_SHEETS)
    throw new InvalidArgumentError(`un nombre de 1 à ${MOST_SHEETS} est attendu.`);
  return sheets;
}

function receivedDay(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new InvalidArgumentError('une date comme 2026-11-23 est attendue.');
  return value;
}
