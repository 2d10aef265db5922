import { type ParsedMail, simpleParser } from 'mailparser';
import { drawPage } from './draw-page';
import { findAttachment } from './find-attachment';
import { partMessage } from './part-message';
import { readZone } from './read-zone';
import { safeHtml } from './safe-html';
import { takePages } from './take-pages';
import type { View, ViewRequest } from './view-request';

const NOTHING: View = { content: null, type: '' };

/** Shows something of one stored file in this process: what a viewing process does for each request. */
export async function showView(request: ViewRequest): Promise<View> {
  const { kind, bytes, type, page, sha256, zone } = request;
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'html') {
    const { html } = await parse(own);
    return typeof html === 'string' ? { content: Buffer.from(safeHtml(html)), type: 'text/html' } : NOTHING;
  }
  if (kind === 'pages') return takePages(own, type, request.pages ?? []);
  if (kind === 'parted') return partMessage(own, request.digests ?? [], request.keep ?? 'only');
  const file = sha256 === null ? { content: own, type } : findAttachment(own, sha256);
  if (file === null) return NOTHING;
  if (kind === 'file') return file;
  if (kind === 'zone') {
    const text = zone === undefined ? null : await readZone(file.content, file.type, page, zone);
    return text === null ? NOTHING : { content: Buffer.from(text), type: 'text/plain' };
  }
  return { content: await drawPage(file.content, file.type, page), type: 'image/jpeg' };
}

/** No remote picture is looked at, no text made into HTML. */
const parse = (bytes: Buffer): Promise<ParsedMail> =>
  simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true });
