import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { verifyDocument } from '../composition/signature/verify-document';
import { readEnvironment } from '../config/read-environment';
import { readPdfText } from '../reading/text/read-pdf-text';

const VERDICTS = { authentic: 'authentique', altered: 'modifié', unknown: 'inconnu' } as const;

/** `courrier verify-document`: the verdict on stdout; exit 0 for an authentic document only. */
export function define(command: Command): void {
  command
    .argument('<FICHIER.pdf>', 'le document à vérifier, tel qu’il a été reçu')
    .option('--json', 'une valeur JSON par ligne')
    .action(verify);
}

async function verify(file: string, { json }: { readonly json?: boolean }): Promise<void> {
  const keys = readEnvironment().COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [];
  const bytes = await readFile(file).catch(() => {
    throw new Error(`${file}\u00a0: fichier illisible`);
  });
  const { pages } = await readPdfText(bytes);
  const { verdict, because, code } = verifyDocument(bytes, pages.join('\n'), keys);
  process.stdout.write(
    json
      ? `${JSON.stringify({ file, verdict, because, code })}\n`
      : `${file}\u00a0: ${VERDICTS[verdict]}, ${because}\n`,
  );
  if (verdict !== 'authentic') throw new Error(`${file}\u00a0: document ${VERDICTS[verdict]}`);
}
