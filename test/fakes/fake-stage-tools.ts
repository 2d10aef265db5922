import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReplyComposer } from '../../src/composition/compose-stage';
import type { KeepFile } from '../../src/composition/draw-reply';
import type { ReadItem } from '../../src/domain/correspondence';
import type { ReplyOrder } from '../../src/domain/reply';
import { ok } from '../../src/domain/result';
import type { ItemReader } from '../../src/reading/read-stage';
import type { StackCut } from '../../src/reading/stack/cut-into-letters';

/** Reads `Subject:` and the body of a message and nothing else; fails as often as it is told. */
export class FakeReader implements ItemReader {
  reads = 0;
  failuresLeft = 0;

  readEmail(bytes: Buffer): Promise<ReadItem> {
    this.reads++;
    if (this.failuresLeft > 0) {
      this.failuresLeft--;
      return Promise.reject(new Error('lecture impossible'));
    }
    const text = bytes.toString('utf8');
    const item = readItem(/^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '', text.split('\r\n\r\n')[1] ?? '');
    // Each is a message of its own, as people write them; the very one come twice is tried by what really reads.
    const own = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    return Promise.resolve({ ...item, messageId: `<original-${own}@exemple.invalid>` });
  }

  cutStack(): Promise<StackCut> {
    return Promise.resolve({ kind: 'one-letter' });
  }

  readScan(): Promise<ReadItem> {
    this.reads++;
    return Promise.resolve({ ...readItem('', 'page'), channel: 'post' });
  }
}

function readItem(subject: string, text: string): ReadItem {
  const from = { name: 'Personne Inventée', address: 'personne@exemple.invalid' };
  return {
    channel: 'email',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: true,
    mayNotAutoReplyBecause: [],
    from,
    replyTo: from,
    recipients: [],
    subject,
    date: null,
    messageId: '<original@exemple.invalid>',
    inReplyTo: null,
    references: [],
    text,
    texts: [{ source: 'body', name: null, text }],
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: '' },
    scan: null,
  };
}

/** A reply whose PDF is its letter's name. */
export class FakeComposer implements ReplyComposer {
  async composeInto<Kept>(order: ReplyOrder, keep: KeepFile<Kept>) {
    const bytes = Buffer.from(`%PDF ${order.letter} ${order.reference}`);
    const kept = await keep(Readable.from([bytes]));
    return ok({
      subject: `Votre demande ${order.reference}`,
      text: `Lettre ${order.letter}`,
      html: `<p>Lettre ${order.letter}</p>`,
      files: [{ fileName: `${order.letter}.pdf`, size: bytes.length, pages: 1, kept }],
      templateVersion: 'essai',
    });
  }
}
