import type { Office } from '../domain/office';
import type { Environment } from './environment.schema';

/** What CAF_CODE is where nothing is set. */
const NO_CAF = '000';

/** What letters print of the office, as the settings say it. */
export function officeOfEnvironment(environment: Environment): Office {
  return {
    name: environment.CAF_NAME,
    address: environment.CAF_ADDRESS.split(/\s*[,\n;]\s*/).filter((line) => line !== ''),
    phone: environment.CAF_PHONE,
    email: environment.CAF_EMAIL ?? environment.MAILBOXES[0] ?? 'courrier@caf.invalid',
    website: environment.CAF_WEBSITE,
    code: environment.CAF_CODE,
    logo: environment.CAF_LOGO ?? null,
  };
}

/** Code of our own Caf; null where the settings name none: files of other offices cannot be told then. */
export function ourCafOf({ CAF_CODE }: Pick<Environment, 'CAF_CODE'>): string | null {
  return CAF_CODE === NO_CAF ? null : CAF_CODE;
}
