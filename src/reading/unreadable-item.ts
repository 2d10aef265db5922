import type { IncomingChannel, ReadItem, ScanItem } from '../domain/correspondence';

/** An item of which nothing could be read, with the reason in French: it goes to a person, its bytes kept. */
export function unreadableItem(channel: IncomingChannel, reason: string, scan: ScanItem | null = null): ReadItem {
  return {
    channel,
    readability: 'unreadable',
    unreadable: [reason],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: false,
    mayNotAutoReplyBecause: ['Le contenu n’a pas pu être lu.'],
    from: null,
    replyTo: null,
    recipients: [],
    subject: '',
    date: null,
    messageId: null,
    inReplyTo: null,
    references: [],
    text: '',
    texts: [],
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: 'Le message n’a pas été lu.' },
    scan,
  };
}
