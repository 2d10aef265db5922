import { execFile } from 'node:child_process';
import { systemEnvironment } from '../../config/system-environment';
import { NoToken } from './explain-trouble';
import { MAILBOX_LIMITS } from './mailbox-limits';

/**
 * An OAuth2 access token for the account, printed by the operator’s own command (no shell; the account is its last argument).
 * It gets nothing of our settings. @throws NoToken
 */
export function askForToken(command: readonly string[], account: string): Promise<string> {
  const [program = '', ...given] = command;
  const options = { env: systemEnvironment(), timeout: MAILBOX_LIMITS.tokenMilliseconds, maxBuffer: 64 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, [...given, account], options, (error, printed) => {
      const token = printed.trim();
      if (error !== null || !/^[\x21-\x7e]+$/.test(token)) reject(new NoToken('aucun jeton'));
      else resolve(token);
    });
  });
}
