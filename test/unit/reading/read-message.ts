import type { ReadItem } from '../../../src/domain/correspondence';
import { type ReadRequest, readRequest } from '../../../src/reading/read-request';

type EmailRequest = Extract<ReadRequest, { kind: 'email' }>;

/** Reads a message in this process, with nobody asked who sent it. */
export function readMessage(raw: string | Buffer, overrides: Partial<EmailRequest> = {}): Promise<ReadItem> {
  return readRequest({
    kind: 'email',
    bytes: Buffer.isBuffer(raw) ? raw : Buffer.from(raw, 'utf8'),
    envelope: null,
    mailboxes: [],
    authservId: null,
    dns: 'none',
    receivedAt: null,
    ...overrides,
  });
}

/** A short message with these headers above a body. */
export function message(headers: readonly string[], body = 'Bonjour,\r\nmerci.\r\n'): string {
  const from = headers.some((line) => /^from:/i.test(line)) ? [] : ['From: Jeanne Essai <jeanne@exemple.invalid>'];
  return [...from, 'To: courrier@caf.invalid', ...headers, '', body].join('\r\n');
}

/** Text of one kind, joined. */
export function textOf(item: ReadItem, source: string): string {
  return item.texts
    .filter((text) => text.source === source)
    .map(({ text }) => text)
    .join('\n');
}
