import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchFailure } from './failure.mjs';
import { runProgram } from './run-program.mjs';

const STAMP = '.courrier-installed';
/** Present only where the development dependencies are: without them nothing can be built. */
const WITNESSES = ['@nestjs/cli/package.json', 'jest/package.json'];

/** Runs `npm ci` when node_modules is missing, incomplete, or of another lock file. */
export async function installIfStale(root) {
  if (isInstalled(root)) return;
  process.stderr.write('Installation des dépendances…\n');
  // --include=dev outweighs a NODE_ENV=production inherited from the machine.
  const argv = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const code =
    npm !== undefined && /\.c?js$/.test(npm)
      ? await runProgram(process.execPath, [npm, ...argv], { cwd: root, stdio: ['ignore', 2, 2] })
      : await runProgram('npm', argv, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (code !== 0)
    throw new LaunchFailure('L’installation des dépendances (npm ci) a échoué\u00a0: voir ci-dessus.', code);
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampOf(root), lockHash(root));
}

export function isInstalled(root) {
  const modules = path.join(root, 'node_modules');
  if (!WITNESSES.every((file) => existsSync(path.join(modules, file)))) return false;
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === lockHash(root)) return true;
  // Installed by hand since: npm's own record tells when.
  const record = path.join(modules, '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

const stampOf = (root) => path.join(root, 'node_modules', STAMP);
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
