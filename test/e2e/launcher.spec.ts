import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The launcher in a project of its own. Real: the launcher's files, Node, jest. Fake: npm and nest, which note their calls,
 * and the programs that are launched.
 */
const ROOT = path.resolve(__dirname, '../..');

const FAKE_NPM = `
  const fs = require('node:fs');
  fs.appendFileSync('calls', 'npm ' + process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('npm-fails')) process.exit(7);
  fs.mkdirSync('node_modules/@nestjs/cli/bin', { recursive: true });
  fs.writeFileSync('node_modules/@nestjs/cli/package.json', '{}');
  fs.copyFileSync('nest.js', 'node_modules/@nestjs/cli/bin/nest.js');
  if (!fs.existsSync('node_modules/jest')) fs.symlinkSync(${JSON.stringify(path.join(ROOT, 'node_modules/jest'))}, 'node_modules/jest');`;
const FAKE_NEST = `
  const fs = require('node:fs');
  fs.appendFileSync('calls', 'nest ' + process.argv.slice(2).join(' ') + '\\n');
  fs.mkdirSync('dist', { recursive: true });
  for (const file of fs.readdirSync('src')) if (file.endsWith('.ts')) fs.copyFileSync('src/' + file, 'dist/' + file.replace('.ts', '.js'));`;
const PROGRAM = `
  console.log('arguments', JSON.stringify(process.argv.slice(2)));
  if (process.argv[2] === 'wait') { process.on('SIGTERM', () => { console.log('stopped'); process.exit(3); }); setInterval(() => {}, 1000); }
  else process.exit(Number(process.argv[2] ?? 0));`;
const SPEC = `
  it('passes', () => {}); it('passes too', () => {}); it('fails', () => { throw new Error('no'); });
  it.skip('is skipped', () => {});`;

describe('launcher', () => {
  let project: string;
  const file = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    writeFileSync(path.join(project, name), text);
  };
  const environment = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    ...process.env,
    npm_execpath: path.join(project, 'npm.js'),
    ...extra,
  });
  const launch = (argv: string[], extra?: NodeJS.ProcessEnv): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ['src/launcher/launch.mjs', ...argv], {
      cwd: project,
      env: environment(extra),
      encoding: 'utf8',
    });
  const calls = (): string[] => {
    if (!existsSync(path.join(project, 'calls'))) return [];
    return readFileSync(path.join(project, 'calls'), 'utf8').trim().split('\n');
  };

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'courrier-launcher-'));
    cpSync(path.join(ROOT, 'src/launcher'), path.join(project, 'src/launcher'), { recursive: true });
    for (const name of ['tsconfig.json', 'nest-cli.json', 'package-lock.json', 'package.json']) file(name, '{}');
    file('npm.js', FAKE_NPM);
    file('nest.js', FAKE_NEST);
    file('src/main.ts', PROGRAM);
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it('installs and builds once, then only what has changed', () => {
    expect(launch(['start', '0', 'x']).stdout).toBe('arguments ["0","x"]\n');
    expect(calls()).toEqual(['npm ci --include=dev --no-audit --no-fund', 'nest build']);
    launch(['start']);
    expect(calls()).toHaveLength(2);

    file('src/added.ts', '');
    launch(['start']);
    expect(calls().slice(2)).toEqual(['nest build']);
    rmSync(path.join(project, 'src/added.ts'));
    launch(['start']);
    expect(existsSync(path.join(project, 'dist/added.js'))).toBe(false);

    file('package-lock.json', '{"changed":true}');
    launch(['start']);
    expect(calls().at(-2)).toMatch(/^npm ci/);
  });

  it('installs the development dependencies under NODE_ENV=production too', () => {
    launch(['start'], { NODE_ENV: 'production' });
    expect(calls()[0]).toContain('--include=dev');
  });

  it('takes what a person installed with npm for installed', () => {
    spawnSync(process.execPath, ['npm.js'], { cwd: project });
    file('node_modules/.package-lock.json', '{}');
    file('node_modules/.courrier-installed', 'of an older lock file');
    launch(['start']);
    expect(calls().filter((call) => call.startsWith('npm'))).toHaveLength(1);
  });

  it('lets one launch install and build while another waits for it', async () => {
    const runs = [1, 2, 3].map(
      () =>
        new Promise((resolve) =>
          spawn(process.execPath, ['src/launcher/launch.mjs', 'start'], { cwd: project, env: environment() }).on(
            'close',
            resolve,
          ),
        ),
    );
    expect(await Promise.all(runs)).toEqual([0, 0, 0]);
    expect(calls()).toEqual(['npm ci --include=dev --no-audit --no-fund', 'nest build']);
  });

  it('says that the installation failed, with its exit code', () => {
    file('npm-fails', '');
    const run = launch(['start']);
    expect(run.status).toBe(7);
    expect(run.stderr).toContain('npm ci');
    expect(existsSync(path.join(project, 'dist'))).toBe(false);
  });

  it('passes exit codes and signals on', async () => {
    expect(launch(['start', '5']).status).toBe(5);
    const child = spawn(process.execPath, ['src/launcher/launch.mjs', 'start', 'wait'], {
      cwd: project,
      env: environment(),
    });
    const output: string[] = [];
    child.stdout.on('data', (bytes) => output.push(String(bytes)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(3);
    expect(output.join('')).toContain('stopped');
  });

  it('stops with the shell in which npm runs it', async () => {
    launch(['start']);
    const command = `"${process.execPath}" src/launcher/launch.mjs start wait; exit 9`;
    const shell = spawn('sh', ['-c', command], { cwd: project, env: environment({ npm_lifecycle_event: 'start' }) });
    const closed = new Promise((resolve) => shell.on('close', resolve));
    let output = '';
    shell.stdout.on('data', (bytes) => {
      output += String(bytes);
    });
    await new Promise((resolve) => shell.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    shell.kill('SIGTERM');
    // The pipe closes when the last one that holds it has ended.
    await closed;
    expect(output).toContain('stopped');
  });

  it('asks an old Node for a newer one in one sentence', () => {
    const program = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });
      process.argv = ['node', 'launch', 'start']; await import('./src/launcher/launch.mjs');`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: project, encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/^Courrier demande Node 20\.19 ou plus récent\u00a0; celui-ci est 18\.20\.4\..*\n$/);
    expect(calls()).toEqual([]);
  });

  it('refuses an unknown command with exit code 2', () => {
    expect(launch(['nothing']).status).toBe(2);
    expect(launch(['constructor']).status).toBe(2);
  });

  describe('test', () => {
    beforeEach(() => file('test/jest.config.json', '{"rootDir":"..","testMatch":["**/*.spec.js"],"transform":{}}'));
    const lastLine = (run: SpawnSyncReturns<string>): string | undefined => run.stdout.split('\n').at(-2);

    it('ends with one line that counts, and fails with its tests', () => {
      file('test/a.spec.js', SPEC);
      file('test/broken.spec.js', 'syntax error');
      const run = launch(['test']);
      expect(run.status).toBe(1);
      expect(lastLine(run)).toBe('2 passed, 2 failed, 1 skipped');
      expect(`${run.stdout}${run.stderr}`.match(/^\d+ passed, /gm)).toHaveLength(1);
    });

    it('refuses skipped tests where told to, but for those of the corpora', () => {
      file('test/corpora.spec.js', `it('passes', () => {}); it.skip('reads all', () => {});`);
      expect(launch(['test', '--refuse-skipped']).status).toBe(0);
      file('test/b.spec.js', `it.skip('is skipped', () => {});`);
      expect(launch(['test']).status).toBe(0);
      const run = launch(['test', '--refuse-skipped']);
      expect(run.status).toBe(1);
      expect(run.stderr).toContain('b.spec.js › is skipped');
      expect(lastLine(run)).toBe('1 passed, 0 failed, 2 skipped');
    });

    it('passes a path on to jest', () => {
      file('test/a.spec.js', SPEC);
      file('test/other.spec.js', `it('passes', () => {});`);
      const run = launch(['test', 'test/other']);
      expect(run.status).toBe(0);
      expect(lastLine(run)).toBe('1 passed, 0 failed, 0 skipped');
    });

    it('counts a run that could not begin as a failure', () => {
      file('test/jest.config.json', 'not JSON');
      const run = launch(['test']);
      expect(run.status).not.toBe(0);
      expect(lastLine(run)).toBe('0 passed, 1 failed, 0 skipped');
    });
  });

  it('says in a sentence that no Docker engine answers', () => {
    file('bin/docker', '#!/bin/sh\nexit 1\n');
    launch(['start']);
    const run = launch(['test:docker'], { PATH: path.join(project, 'bin') });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('Aucun moteur Docker');
  });

  it('passes the tests on what Docker started, then removes it, whatever they came to', () => {
    file('test/jest.config.json', '{"rootDir":"..","testMatch":["**/*.spec.js"],"transform":{}}');
    file(
      'test/a.spec.js',
      `it('has servers', () => expect(process.env.REDIS_URL + ' ' + process.env.DATABASE_URL).toMatch(
      /^redis:..:[\\w-]+@127.0.0.1:49001 postgres:..courrier:[\\w-]+@127.0.0.1:49002.courrier$/)); it('fails', () => { throw 1; });`,
    );
    file(
      'bin/docker',
      `#!/bin/sh\n[ "$1" = info ] || shift 3\necho "$*" >> calls\ncase "$*" in *redis*6379) echo 127.0.0.1:49001;; *postgres*5432) echo 127.0.0.1:49002;; esac\n`,
    );
    chmodSync(path.join(project, 'bin/docker'), 0o755);
    const run = launch(['test:docker'], { PATH: `${path.join(project, 'bin')}:/usr/bin:/bin` });
    expect(run.stdout.split('\n').at(-2)).toBe('1 passed, 1 failed, 0 skipped');
    expect(run.status).toBe(1);
    expect(calls().slice(2)).toEqual([
      'info',
      'up --detach --wait redis postgres',
      'port redis 6379',
      'port postgres 5432',
      'down --volumes',
    ]);
  });

  it('installs again what was removed from node_modules', () => {
    launch(['start']);
    rmSync(path.join(project, 'node_modules/@nestjs'), { recursive: true });
    launch(['start']);
    expect(calls().filter((call) => call.startsWith('npm'))).toHaveLength(2);
  });
});
