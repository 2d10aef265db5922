import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type House, openHouse } from '../house/house';
import { parseDirectoryLine } from '../persistence/directory-line.schema';
import { freePort } from '../platform/embedded-postgres/free-port';
import { createLogger } from '../platform/logger';
import { packageRoot } from '../platform/package-root';
import { makeDemoAccounts } from './demo-accounts';
import {
  DEFAULT_ROOT,
  type DemoFolders,
  foldersUnder,
  forgetServedDemo,
  freshDemoFolders,
  noteServedDemo,
} from './demo-folders';
import { type DemoPorts, demoEnvironment, demoUrl } from './demo-settings';
import { leaveReplies } from './leave-replies';
import { outcomeTable } from './outcome-table';
import { awaitRest, type Outcome, readOutcomes } from './outcomes';
import { OutgoingMail } from './outgoing-mail';
import { Progress } from './progress';
import { readSamples } from './samples';
import { sendBatch, sendMessages } from './send-samples';
import { startProduct } from './start-product';

const USUAL_PORT = 3000;
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const shown = (folder: string): string => path.relative(packageRoot, folder);

/** The whole product on invented mail: in by real SMTP and HTTP, through the real queue, out by real SMTP and print. */
async function main(): Promise<void> {
  const values = readArguments();
  if (values === null) {
    process.stderr.write(
      'Options\u00a0: --once (s’arrêter une fois tout traité), --folder DOSSIER (au lieu de var/demo)\n',
    );
    process.exitCode = 2;
    return;
  }
  const folders = foldersUnder(path.resolve(values.folder ?? DEFAULT_ROOT));
  await freshDemoFolders(folders);
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  try {
    const worked = work(closers, folders, !values.once);
    // Stopped half-way: what is still going on fails on what is being closed under it, and nobody asks.
    worked.catch(() => undefined);
    const outcomes = await Promise.race([worked, stopped]);
    if (outcomes === undefined) {
      process.exitCode = 130;
      return;
    }
    const failed = outcomes.filter(({ differences }) => differences.length > 0);
    for (const { sample, differences } of failed)
      process.stderr.write(`${sample.name}\u00a0: ${differences.join(', ')} (${sample.declared.why})\n`);
    if (failed.length > 0) process.exitCode = 1;
    if (!values.once) await stopped;
  } finally {
    await close();
  }
}

function readArguments(): { once: boolean; folder?: string } | null {
  try {
    return parseArgs({ options: { once: { type: 'boolean', default: false }, folder: { type: 'string' } } }).values;
  } catch {
    return null;
  }
}

async function work(closers: (() => unknown)[], folders: DemoFolders, serves: boolean): Promise<Outcome[]> {
  const started = performance.now();
  const mail = new OutgoingMail();
  const ports: DemoPorts = { http: await httpPort(), smtp: await freePort(), outgoing: await mail.listen() };
  closers.push(() => mail.close());
  const environment = demoEnvironment(ports, folders);
  const house = await openHouse(environment, createLogger(environment.LOG_LEVEL));
  closers.push(house.close);
  const samples = readSamples();
  await importDirectory(house, samples.directory);
  const accounts = await makeDemoAccounts(house.accounts);
  const product = await startProduct(ports, folders);
  closers.push(product.stop);
  noteServedDemo(folders, demoUrl(ports));
  closers.push(() => forgetServedDemo(folders));
  for (const line of product.startLines) say(line);

  const total = samples.messages.length + samples.batch.items.length;
  const sending = new Progress('Envoi', total);
  const key = await house.apiKeys.create('ingest', 'lot numérisé de la démonstration');
  const sent = await sendMessages(samples.messages, ports, sending.step);
  sent.push(...(await sendBatch(samples.batch, ports, key)));
  sending.set(total);
  sending.end();
  const treating = new Progress('Traitement', total);
  await awaitRest(house, total, treating.set);
  treating.end();

  const outcomes = await readOutcomes(house, sent);
  const seconds = (performance.now() - started) / 1000;
  const { files } = await leaveReplies(house, outcomes, mail, folders.out, seconds);
  say(`\n${outcomeTable(outcomes)}\n`);
  const asDeclared = outcomes.filter(({ differences }) => differences.length === 0).length;
  say(`${asDeclared} sur ${total} comme prévu, en ${seconds.toFixed(1).replace('.', ',')} s.`);
  say(`${files} fichiers de réponse dans ${shown(folders.out)}, résumé dans summary.json.`);
  if (serves) {
    say(`\nBureau des agents\u00a0: ${demoUrl(ports)}/bureau`);
    for (const line of accounts.lines) say(line);
    say(`Clé d’API (ou d’entrée)\u00a0: ${await house.apiKeys.create('operate', 'démonstration')}`);
    say('Ctrl-C pour arrêter.');
  }
  return outcomes;
}

async function importDirectory(house: House, lines: readonly string[]): Promise<void> {
  const files = lines.map(parseDirectoryLine).map((parsed, index) => {
    if (!parsed.ok) throw new Error(`directory.ndjson, ligne ${index + 1}\u00a0: ${parsed.error}`);
    return parsed.value;
  });
  await house.localDirectory.save(files);
  say(`Répertoire\u00a0: ${files.length} dossiers inventés`);
}

/** The usual port where it is free, so that the address is the one of the README. */
function httpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => freePort().then(resolve, reject));
    probe.listen(USUAL_PORT, '127.0.0.1', () => probe.close(() => resolve(USUAL_PORT)));
  });
}

main().then(
  () => process.exit(),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
