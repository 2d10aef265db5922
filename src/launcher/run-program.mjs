import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Runs Node in the project's folder with our own input and output. @returns the exit code, 128 + n for a signal */
export function runNode(root, argv, env = process.env) {
  return runProgram(process.execPath, argv, { cwd: root, env });
}

export function runProgram(program, argv, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { stdio: 'inherit', ...options });
    const forwarders = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      const forward = () => {
        // A terminal's Ctrl-C has reached the whole group already; a second one would cut the child's clean stop short.
        if (signal === 'SIGINT' && process.stdin.isTTY) return;
        child.kill(signal);
      };
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    const orphaned = whenOrphaned(() => child.kill('SIGTERM'));
    const done = () => {
      clearInterval(orphaned);
      for (const remove of forwarders) remove();
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * npm hands a signal to the shell between it and us, which dies of it and hands it to nobody: a service that was told to stop
 * would go on without a parent.
 */
function whenOrphaned(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  return watch;
}
