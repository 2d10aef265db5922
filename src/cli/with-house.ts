import { readEnvironment } from '../config/read-environment';
import { type House, openHouse } from '../house/house';
import { createLogger } from '../platform/logger';

/** Opens database and store for a command, and closes them whatever happens. Logs go to stderr: stdout is the answer. */
export async function withHouse<T>(use: (house: House) => Promise<T>): Promise<T> {
  const environment = readEnvironment();
  const logger = createLogger(environment.LOG_LEVEL === 'info' ? 'warn' : environment.LOG_LEVEL, process.stderr);
  const house = await openHouse(environment, logger);
  try {
    return await use(house);
  } finally {
    await house.close();
  }
}
