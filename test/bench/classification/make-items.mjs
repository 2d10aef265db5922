/** Items as reading leaves them, from messages: the body is parted into what was written, signature and quote by the real splitter. */
export function itemOf({ subject, body, attachment, page }, splitQuotedText) {
  const texts = [];
  if (subject !== '') texts.push({ source: 'subject', name: null, text: subject });
  texts.push(...splitQuotedText(body, subject).map((piece) => ({ ...piece, name: null })));
  if (page !== '') texts.push({ source: 'page', name: 'page-1.tif', text: page });
  if (attachment !== '') texts.push({ source: 'attachment', name: 'courrier.pdf', text: attachment });
  const from = { name: '', address: 'quelquun@exemple.invalid' };
  return {
    channel: page === '' ? 'email' : 'post',
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
    date: '2026-11-23T09:00:00.000Z',
    messageId: null,
    inReplyTo: null,
    references: [],
    text: texts.map(({ text }) => text).join('\n'),
    texts,
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: '' },
    scan: null,
  };
}
