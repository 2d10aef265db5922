import { type Environment, parseEnvironment } from '../config/environment.schema';
import { BadEnvironment } from '../config/read-environment';
import { systemEnvironment } from '../config/system-environment';
import type { DemoFolders } from './demo-folders';

export const OFFICE_MAILBOX = 'contact@caf-exemple.invalid';
/** The demo's own SMTP client plays the relay whose word stands on top of each sample. */
const RELAY = '127.0.0.1=relais.demo.invalid';

export interface DemoPorts {
  readonly http: number;
  readonly smtp: number;
  readonly outgoing: number;
}

/** Settings of the demo alone: whatever the machine's environment says of databases and relays is left out. */
export function demoSettings(ports: DemoPorts, folders: DemoFolders): Record<string, string> {
  return {
    DATA_FOLDER: folders.data,
    PRINT_FOLDER: folders.print,
    HTTP_HOST: '127.0.0.1',
    PORT: String(ports.http),
    PUBLIC_URL: demoUrl(ports),
    SMTP_LISTEN: `127.0.0.1:${ports.smtp}`,
    SMTP_URL: `smtp://127.0.0.1:${ports.outgoing}`,
    MAILBOXES: OFFICE_MAILBOX,
    TRUSTED_RELAYS: RELAY,
    CAF_NAME: 'Caf de démonstration',
    CAF_CODE: '751',
    LOG_LEVEL: 'info',
  };
}

export const demoUrl = (ports: DemoPorts): string => `http://localhost:${ports.http}`;

/** For what the demo reads beside the product: the directory's import, the states that were reached. */
export function demoEnvironment(ports: DemoPorts, folders: DemoFolders): Environment {
  const parsed = parseEnvironment({ ...demoSettings(ports, folders), LOG_LEVEL: 'silent' });
  if (!parsed.ok) throw new BadEnvironment(parsed.error.join('\n'));
  return parsed.value;
}

/** For the product's process. */
export const productEnvironment = (ports: DemoPorts, folders: DemoFolders): Record<string, string> => ({
  ...systemEnvironment(),
  ...demoSettings(ports, folders),
});
