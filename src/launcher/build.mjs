import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchFailure } from './failure.mjs';
import { runProgram } from './run-program.mjs';

const INPUTS = ['src', 'tsconfig.json', 'nest-cli.json', 'package-lock.json'];
const STAMP = 'dist/.courrier-built.json';
const PRODUCT = 'dist/main.js';

/** Runs `nest build` when a source is newer than, or absent from, what dist/ was made of. */
export async function buildIfStale(root) {
  const files = INPUTS.flatMap((input) => listFiles(root, input));
  const made = readStamp(root);
  const now = { files: files.map(({ name }) => name), hash: hashOf(files) };
  if (made?.hash === now.hash && existsSync(path.join(root, PRODUCT))) return;
  // A file that left src/ must leave dist/ too, and a dist/ without its product would fool the incremental compiler.
  const hasLeft = made?.files.some((name) => !now.files.includes(name)) ?? false;
  if (hasLeft || !existsSync(path.join(root, PRODUCT)))
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  process.stderr.write('Compilation…\n');
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  const code = await runProgram(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new LaunchFailure('La compilation a échoué\u00a0: voir ci-dessus.', code);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(path.join(root, STAMP), JSON.stringify(now));
}

function listFiles(root, name) {
  const full = path.join(root, name);
  const stat = statSync(full);
  if (!stat.isDirectory()) return [{ name, mtime: stat.mtimeMs, size: stat.size }];
  return readdirSync(full)
    .sort()
    .flatMap((entry) => listFiles(root, `${name}/${entry}`));
}

const hashOf = (files) =>
  createHash('sha256')
    .update(files.map(({ name, mtime, size }) => `${name} ${mtime} ${size}\n`).join(''))
    .digest('hex');

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(path.join(root, STAMP), 'utf8'));
  } catch {
    return null;
  }
}
