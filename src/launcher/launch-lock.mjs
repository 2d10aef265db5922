import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 250;

/** One launch at a time installs and builds: two at once would delete each other's files. */
export async function withLaunchLock(root, work) {
  // Outside the project: an interrupted launch leaves nothing in its tree.
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = path.join(tmpdir(), `courrier-lancement-${process.getuid?.() ?? 0}-${name}`);
  let told = false;
  while (!take(file)) {
    if (!told) process.stderr.write('Une autre commande installe ou compile déjà\u00a0: attente…\n');
    told = true;
    await wait(POLL_MS);
  }
  const release = () => rmSync(file, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isHeld(file)) return false;
  rmSync(file, { force: true });
  return take(file);
}

function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Our own number was another's before: in a container it comes again at each start.
    if (pid === process.pid) return false;
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
