// What no door can leave out: smtp-server, the bytes written and synced, one row committed. Says its port to its parent.
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';

const { postgresUrl, folder } = JSON.parse(process.argv[2]);
const database = new pg.Pool({ connectionString: postgresUrl, max: 6 });
await database.query('create table if not exists bench_door (id bigserial primary key, sender text, file text)');
let number = 0;

async function keep(stream, session) {
  number += 1;
  const file = path.join(folder, `${number}.eml`);
  await pipeline(stream, createWriteStream(file, { flush: true }));
  await database.query('insert into bench_door (sender, file) values ($1, $2)', [
    session.envelope.mailFrom.address,
    file,
  ]);
}

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, session, callback) => {
    keep(stream, session).then(() => callback(), callback);
  },
});
server.listen(0, '127.0.0.1', () => process.send(server.server.address().port));
process.on('disconnect', () => process.exit(0));
