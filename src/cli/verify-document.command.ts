import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { type DocumentVerdict, verifyDocument, withRevocation } from '../composition/signature/verify-document';
import type { Environment } from '../config/environment.schema';
import { readEnvironment } from '../config/read-environment';
import { databaseUrl } from '../house/house';
import { openForReading } from '../persistence/database';
import { DocumentRevocationQuery } from '../persistence/document-revocation.query';
import { type Closer, closeAll } from '../platform/close-all';
import { createLogger } from '../platform/logger';
import { readPdfText } from '../reading/text/read-pdf-text';

const VERDICTS = { authentic: 'authentique', altered: 'modifié', unknown: 'inconnu', revoked: 'révoqué' } as const;
/** The embedded database takes fifteen seconds to stop at most. */
const STOP_MS = 20_000;

const HELP = `
Les révocations sont cherchées dans la base de DATABASE_URL, ou dans celle de DATA_FOLDER s’il y en a une. Avec --offline
elles ne le sont pas\u00a0: un document révoqué est alors dit authentique.`;

/** `courrier verify-document`: the verdict on stdout; exit 0 for an authentic document only. */
export function define(command: Command): void {
  command
    .argument('<FICHIER.pdf>', 'le document à vérifier, tel qu’il a été reçu')
    .option('--offline', 'ne consulte pas les révocations')
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(verify);
}

async function verify(
  file: string,
  { json, offline }: { readonly json?: boolean; readonly offline?: boolean },
): Promise<void> {
  const environment = readEnvironment();
  const keys = environment.COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [];
  const bytes = await readFile(file).catch(() => {
    throw new Error(`${file}\u00a0: fichier illisible`);
  });
  const { pages } = await readPdfText(bytes);
  const judged = verifyDocument(bytes, pages.join('\n'), keys);
  const { verdict, because, code, documentId } = offline ? judged : await askRevocations(judged, environment);
  const note = offline && verdict === 'authentic' ? ' (révocations non consultées)' : '';
  process.stdout.write(
    json
      ? `${JSON.stringify({ file, verdict, because, documentId, code })}\n`
      : `${file}\u00a0: ${VERDICTS[verdict]}, ${because}${note}${documentId === null ? '' : ` (document ${documentId})`}\n`,
  );
  if (verdict !== 'authentic') throw new Error(`${file}\u00a0: document ${VERDICTS[verdict]}`);
}

/** Where no database was ever made, nothing was ever revoked. */
async function askRevocations(judged: DocumentVerdict, environment: Environment): Promise<DocumentVerdict> {
  const embedded = path.join(environment.DATA_FOLDER, 'postgres/data');
  if (judged.verdict !== 'authentic' || (environment.DATABASE_URL === undefined && !existsSync(embedded)))
    return judged;
  const logger = createLogger('warn', process.stderr);
  const closers: Closer[] = [];
  try {
    const { url } = await databaseUrl(environment, logger, closers);
    const { db, close } = openForReading(url);
    closers.push(close);
    return await withRevocation(judged, new DocumentRevocationQuery(db));
  } catch {
    throw new Error('révocations\u00a0: la base de données ne répond pas (--offline pour ne pas les consulter)');
  } finally {
    await closeAll(closers, STOP_MS, logger).catch(() => undefined);
  }
}
