#!/usr/bin/env node
import { type CommandEntry, runCommand } from './cli/run-command';

/** Every command, loaded only when it is called, so that `courrier nir` starts without Nest or a database driver. */
const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'nir',
    summary: 'trouve et juge les NIR d’un texte, ligne par ligne',
    load: () => import('./cli/nir.command.js'),
  },
  {
    name: 'triage',
    summary: 'lit, identifie et décide sans rien envoyer',
    load: () => import('./cli/triage.command.js'),
  },
  {
    name: 'decisions',
    summary: 'montre les règles selon lesquelles un courrier est répondu',
    load: () => import('./cli/decisions.command.js'),
  },
  {
    name: 'classification',
    summary: 'apprend des demandes que les agents ont réglées',
    load: () => import('./cli/classification.command.js'),
  },
  {
    name: 'render',
    summary: 'compose une lettre ou une attestation en PDF',
    load: () => import('./cli/render.command.js'),
  },
  {
    name: 'verify-document',
    summary: 'dit si un PDF est authentique, modifié, révoqué ou inconnu',
    load: () => import('./cli/verify-document.command.js'),
  },
  {
    name: 'revoke-document',
    summary: 'révoque un document signé, ou tout ce qu’une clé a signé',
    load: () => import('./cli/revoke-document.command.js'),
  },
  {
    name: 'templates',
    summary: 'vérifie les modèles de lettres',
    load: () => import('./cli/templates.command.js'),
  },
  {
    name: 'api-key',
    summary: 'crée, montre et révoque les clés d’API',
    load: () => import('./cli/api-key.command.js'),
  },
  {
    name: 'directory',
    summary: 'charge le répertoire des allocataires',
    load: () => import('./cli/directory.command.js'),
  },
  { name: 'ingest', summary: 'apporte des fichiers au service', load: () => import('./cli/ingest.command.js') },
  {
    name: 'separators',
    summary: 'imprime des feuilles de séparation, et coupe une pile numérisée à chacune',
    load: () => import('./cli/separators.command.js'),
  },
  {
    name: 'reconcile',
    summary: 'rend compte de ce qui a été reçu un jour',
    load: () => import('./cli/reconcile.command.js'),
  },
  {
    name: 'print-batch',
    summary: 'remet au centre d’impression les lettres qui attendent',
    load: () => import('./cli/print-batch.command.js'),
  },
  {
    name: 'failing-addresses',
    summary: 'montre les adresses électroniques d’où nos e-mails reviennent, et en rouvre une',
    load: () => import('./cli/failing-addresses.command.js'),
  },
  {
    name: 'print-return',
    summary: 'prend en compte ce que dit le centre d’impression\u00a0: imprimée, postée, revenue',
    load: () => import('./cli/print-return.command.js'),
  },
  {
    name: 'answers',
    summary: 'montre les réponses automatiques retenues, et les laisse partir',
    load: () => import('./cli/answers.command.js'),
  },
  {
    name: 'rotate-keys',
    summary: 'fait passer tout ce qui est scellé sous la clé la plus récente',
    load: () => import('./cli/rotate-keys.command.js'),
  },
  {
    name: 'check-integrity',
    summary: 'ouvre tout ce qui est conservé, et nomme ce qui fut changé',
    load: () => import('./cli/check-integrity.command.js'),
  },
  {
    name: 'verify-journal',
    summary: 'dit si le journal est entier, et nomme ce qui y fut changé',
    load: () => import('./cli/verify-journal.command.js'),
  },
  {
    name: 'retention',
    summary: 'efface ce dont la durée de conservation est passée',
    load: () => import('./cli/retention.command.js'),
  },
  {
    name: 'backup',
    summary: 'sauvegarde la base et les documents sans arrêter le service',
    load: () => import('./cli/backup.command.js'),
  },
  {
    name: 'restore',
    summary: 'remet une sauvegarde dans une base et un dossier vides',
    load: () => import('./cli/restore.command.js'),
  },
  { name: 'freeze', summary: 'garde un courrier quel que soit son âge', load: () => import('./cli/freeze.command.js') },
  { name: 'unfreeze', summary: 'lève le gel d’un courrier', load: () => import('./cli/unfreeze.command.js') },
  {
    name: 'self-check',
    summary: 'mène un message et une lettre d’essai à travers le service',
    load: () => import('./cli/self-check.command.js'),
  },
  { name: 'rerun', summary: 'relance un courrier en échec', load: () => import('./cli/rerun.command.js') },
];

// `courrier ingest … | head`: that nobody reads on is no reason to leave the work half done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

void runCommand(COMMANDS, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
