import path from 'node:path';
import type { Environment } from '../config/environment.schema';
import { loadOffices } from '../config/load-offices';
import type { OtherOffice } from '../domain/other-office';
import { packageRoot } from '../platform/package-root';

/** The other offices, by code. @throws BadOffices */
export function officesOf({ OFFICES_FILE }: Pick<Environment, 'OFFICES_FILE'>): ReadonlyMap<string, OtherOffice> {
  return loadOffices(OFFICES_FILE ?? path.join(packageRoot, 'templates/offices.yaml'));
}
