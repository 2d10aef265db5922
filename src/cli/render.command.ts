import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { attestationJsonSchema } from '../composition/attestations/attestation-data';
import { createComposer } from '../composition/compose-reply';
import { templatesFolder } from '../composition/letters/list-letters';
import { loadLetters } from '../composition/letters/load-letters';
import { sealSignerOf } from '../composition/signature/seal-signer-of';
import { twoDDocSignerOf } from '../composition/signature/two-d-doc-signer-of';
import { officeOfEnvironment } from '../config/office-of-environment';
import { readEnvironment } from '../config/read-environment';
import { parisDate, systemClock } from '../platform/clock';
import { templatesAsJson, templatesAsText, templatesOf } from './render/list-templates';
import { orderOfRender } from './render/order-of-render';
import { readRenderData } from './render/read-render-data';
import { UsageError } from './run-command';

interface RenderOptions {
  readonly data?: string;
  readonly output?: string;
  readonly largePrint?: boolean;
  readonly attachData?: boolean;
  readonly dataSchema?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  command
    .argument('[modèle]', 'nom d’une lettre, ou attestation-paiement')
    .option('--data <FICHIER.json>', 'ce qui est imprimé')
    .option('-o, --output <SORTIE.pdf>', 'où écrire le document')
    .option('--large-print', 'en grands caractères')
    .option('--attach-data', 'joint à une attestation ce qu’elle dit, en JSON (PDF/A-3a)')
    .option('--data-schema', 'montre le schéma JSON de ce qui est joint')
    .option('--list', 'nomme les modèles et leurs champs')
    .option('--json', 'une valeur JSON par ligne')
    .action(render);
}

async function render(name: string | undefined, options: RenderOptions): Promise<void> {
  if (options.dataSchema) {
    process.stdout.write(`${JSON.stringify(attestationJsonSchema(), null, options.json ? 0 : 2)}\n`);
    return;
  }
  const templates = templatesOf(await loadLetters(templatesFolder));
  if (options.list) {
    process.stdout.write(options.json ? templatesAsJson(templates) : templatesAsText(templates));
    return;
  }
  if (name === undefined) throw new UsageError('nom du modèle attendu (courrier render --list les nomme)');
  const template = templates.find((candidate) => candidate.name === name);
  if (!template) throw new UsageError(`modèle «\u00a0${name}\u00a0» inconnu (courrier render --list les nomme)`);
  if (options.data === undefined) throw new UsageError('--data FICHIER.json attendu');
  if (options.output === undefined) throw new UsageError('-o SORTIE.pdf attendu');

  const data = await readRenderData(options.data);
  const isAttestation = template.name === template.attestation;
  if (data.channel === 'email' && !isAttestation) {
    throw new Error(`${options.data}\u00a0: channel\u00a0: une lettre envoyée par e-mail n’a pas de PDF`);
  }
  if (template.required.includes('file') && !data.file)
    throw new Error(`${options.data}\u00a0: file\u00a0: dossier attendu`);
  const environment = readEnvironment();
  const office = data.office ?? officeOfEnvironment(environment);
  const chosen = options.largePrint ? { ...data, largePrint: true } : data;
  const rendered = orderOfRender(template, chosen, { today: parisDate(systemClock.now()), office });
  const order = { ...rendered, attachData: options.attachData ?? environment.ATTACH_DATA === 'yes' };
  const signingKeys = environment.COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [];
  const composer = await createComposer({
    templatesFolder,
    signingKeys,
    twoDDoc: twoDDocSignerOf(environment),
    seal: sealSignerOf(environment, systemClock.now()),
  });
  const composed = await composer.compose(order);
  if (!composed.ok) throw new Error(`${name}\u00a0: ${composed.error.message}`);
  const file = composed.value.files[isAttestation ? composed.value.files.length - 1 : 0];
  if (!file) throw new Error(`${name}\u00a0: aucun document`);
  await writeOutput(options.output, file.bytes);
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ template: name, output: options.output, pages: file.pages, bytes: file.bytes.length })}\n`,
    );
  }
}

async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch {
    throw new Error(`${path}\u00a0: écriture impossible`);
  }
}
