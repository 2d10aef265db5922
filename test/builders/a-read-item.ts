import type { ReadItem, ReadText, ScanItem } from '../../src/domain/correspondence';

interface Short {
  /** What the sender newly wrote. */
  readonly body?: string;
  readonly signature?: string;
  readonly quoted?: string;
  readonly page?: string;
  readonly attachment?: string;
}

/** An item as reading leaves it: `body`, `signature`, `quoted`, `page` and `attachment` make its texts. */
export function aReadItem({
  body,
  signature,
  quoted,
  page,
  attachment,
  ...overrides
}: Short & Partial<ReadItem> = {}): ReadItem {
  const subject = overrides.subject ?? '';
  const texts: ReadText[] = [];
  const add = (source: ReadText['source'], text: string | undefined, name: string | null = null): void => {
    if (text !== undefined && text !== '') texts.push({ source, name, text });
  };
  add('subject', subject);
  add('body', body);
  add('signature', signature);
  add('quoted', quoted);
  add('page', page, 'page-1.tif');
  add('attachment', attachment, 'courrier.pdf');
  const from = overrides.from === undefined ? { name: '', address: 'quelquun@exemple.invalid' } : overrides.from;
  return {
    channel: page === undefined ? 'email' : 'post',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: true,
    mayNotAutoReplyBecause: [],
    from: page === undefined ? from : null,
    replyTo: page === undefined ? from : null,
    recipients: ['courrier@caf.invalid'],
    subject,
    date: '2026-03-02T09:00:00.000Z',
    messageId: '<1@exemple.invalid>',
    inReplyTo: null,
    references: [],
    text: texts.map(({ text }) => text).join('\n'),
    texts,
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: 'aucune preuve' },
    scan: null,
    ...overrides,
  };
}

export function aScanItem(overrides: Partial<ScanItem> = {}): ScanItem {
  return {
    batchId: 'LOT-1',
    scannedAt: '2026-03-02T08:00:00Z',
    operator: null,
    itemId: 'P-1',
    receivedOn: '2026-03-02',
    pages: ['page-1.tif'],
    postmark: null,
    registeredNumber: null,
    nir: null,
    numeroAllocataire: null,
    documentType: null,
    barcode: null,
    ...overrides,
  };
}
