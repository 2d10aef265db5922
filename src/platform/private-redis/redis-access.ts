import { connect } from 'node:net';

export interface RedisAccess {
  readonly port: number;
  readonly password: string;
}

const ANSWER_MS = 3_000;

/** Does a Redis that knows this password answer there, with its data loaded? */
export function answersPing({ port, password }: RedisAccess): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    const end = (good: boolean): void => {
      socket.destroy();
      resolve(good);
    };
    socket.setTimeout(ANSWER_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (answer.startsWith('-') || answer.includes('\n-')) end(false);
      else if (answer.includes('+PONG')) end(true);
    });
  });
}
