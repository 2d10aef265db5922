import { decodeTransfer } from './mime/decode-transfer';
import { headerValue, readHeaderBlock } from './mime/header-fields';
import type { MimePart } from './mime/mime-tree';

export interface ReturnedLetter {
  /** Message-IDs of the messages that a delivery report gives back, whole or by their headers alone. */
  readonly messageIds: readonly string[];
  /** The report says that it did not arrive and will not: false for one that is only late, relayed or delivered. */
  readonly undelivered: boolean;
}

/** Shapes older than RFC 3464 say by their subject that the server goes on trying. */
const GOES_ON = /\b(?:delayed|delay|warning|retard|retardée?|différée?)\b/i;

/** What a delivery report (RFC 3464, RFC 6522) says of the message that it is about. */
export function readReturnedLetter(report: MimePart, subject: string): ReturnedLetter {
  const parts = report.children.flatMap(withChildren);
  const ids = parts.flatMap((part) => {
    const id = /<([^<>\s]+)>/.exec(headerValue(returnedFields(part), 'message-id'))?.[1];
    return id === undefined ? [] : [`<${id}>`];
  });
  const actions = parts
    .filter(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type.value))
    .flatMap((part) =>
      [...textOf(part).matchAll(/^action:\s*([a-z]+)/gim)].map(([, action = '']) => action.toLowerCase()),
    );
  const undelivered = actions.length > 0 ? actions.includes('failed') : saysSo(report) && !GOES_ON.test(subject);
  return { messageIds: [...new Set(ids)], undelivered };
}

/** Shapes older than RFC 3464: an empty return path alone may be anybody’s automatic answer. */
function saysSo({ fields }: MimePart): boolean {
  return headerValue(fields, 'x-failed-recipients') !== '' || /mailer-daemon/i.test(headerValue(fields, 'from'));
}

function withChildren(part: MimePart): MimePart[] {
  return [part, ...part.children.flatMap(withChildren)];
}

function returnedFields(part: MimePart): MimePart['fields'] {
  const [message] = part.children;
  if (message !== undefined && part.type.value.startsWith('message/')) return message.fields;
  if (!/^(?:text\/rfc822-headers|message\/global-headers)$/.test(part.type.value)) return [];
  const bytes = bytesOf(part);
  return readHeaderBlock(bytes, 0, bytes.length).fields;
}

const bytesOf = ({ body, fields }: MimePart): Buffer =>
  decodeTransfer(body, headerValue(fields, 'content-transfer-encoding'));
const textOf = (part: MimePart): string => bytesOf(part).toString('latin1');
