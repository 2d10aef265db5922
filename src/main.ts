import { readEnvironment } from './config/read-environment';
import { startHouse } from './start-house';

/** Starts the roles named in ROLES and serves until it is told to stop. */
async function main(): Promise<void> {
  const house = await startHouse(readEnvironment());
  for (const line of house.startLines) process.stdout.write(`${line}\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      house.stop().then(
        () => process.exit(0),
        (error: Error) => fail(error),
      );
    });
}

function fail(error: Error): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

main().catch(fail);
