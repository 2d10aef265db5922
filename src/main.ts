import { readEnvironment } from './config/read-environment';
import { type RunningHouse, startHouse } from './house/start-house';

/** Starts the roles named in ROLES and serves until it is told to stop: once to finish what is under way, twice to leave at once. */
async function main(): Promise<void> {
  const starting = startHouse(readEnvironment());
  stopOnSignal(starting);
  for (const line of (await starting).startLines) process.stdout.write(`${line}\n`);
}

function stopOnSignal(starting: Promise<RunningHouse>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      starting.then((house) => house.stop()).then(() => process.exit(0), fail);
    });
}

function fail(error: Error): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

main().catch(fail);
