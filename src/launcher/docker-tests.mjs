import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { LaunchFailure } from './failure.mjs';
import { runProgram } from './run-program.mjs';
import { runTests } from './tests.mjs';

/** A project of its own: the volumes of a compose file in use are never touched. */
const PROJECT = ['compose', '--project-name', 'courrier-tests'];

/** Passes the tests on the compose file's Redis and PostgreSQL, then removes both with their data. */
export async function runDockerTests(root, rest) {
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0)
    throw new LaunchFailure(
      'Aucun moteur Docker ne répond («\u00a0docker info\u00a0»)\u00a0: démarrez-le, ou lancez «\u00a0npm test\u00a0», qui s’en passe.',
    );
  const password = randomBytes(18).toString('base64url');
  const env = { ...process.env, POSTGRES_PASSWORD: password, REDIS_PASSWORD: password };
  const docker = (argv) => runProgram('docker', [...PROJECT, ...argv], { cwd: root, env });
  try {
    const code = await docker(['up', '--detach', '--wait', 'redis', 'postgres']);
    if (code !== 0) throw new LaunchFailure('Redis et PostgreSQL n’ont pas démarré\u00a0: voir ci-dessus.', code);
    return await runTests(root, rest, {
      ...env,
      REDIS_URL: `redis://:${password}@${published(root, env, 'redis', 6379)}`,
      DATABASE_URL: `postgres://courrier:${password}@${published(root, env, 'postgres', 5432)}/courrier`,
    });
  } finally {
    // Quietly: the line that counts the tests stays the last.
    spawnSync('docker', [...PROJECT, 'down', '--volumes'], { cwd: root, env, stdio: 'ignore' });
  }
}

/** host:port under which Docker shows a service's port on this machine. */
function published(root, env, service, port) {
  const asked = spawnSync('docker', [...PROJECT, 'port', service, String(port)], { cwd: root, env, encoding: 'utf8' });
  const [address = ''] = asked.stdout.trim().split('\n');
  if (asked.status !== 0 || address === '')
    throw new LaunchFailure(`Port de ${service} introuvable\u00a0: ${asked.stderr}`);
  return address;
}
