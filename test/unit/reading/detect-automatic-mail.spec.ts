import { message, readMessage } from './read-message';

/** Who may be answered: RFC 3834, 5230, 3464. Real: reading of whole messages. Fake: nothing. */
describe('automatic mail', () => {
  const report = (type: string) => `multipart/report; report-type=${type}; boundary=b`;

  it.each([
    ['bounce', [`Content-Type: ${report('delivery-status')}`]],
    ['bounce', [`Content-Type: ${report('feedback-report')}`]],
    ['bounce', ['From: Mail Delivery Subsystem <MAILER-DAEMON@exemple.invalid>']],
    ['bounce', ['X-Failed-Recipients: x@exemple.invalid']],
    ['bounce', ['Return-Path: <>', 'Subject: Undelivered Mail Returned to Sender']],
    ['bounce', ['From: postmaster@exemple.invalid', 'Subject: Undeliverable: votre courrier']],
    ['bounce', ['Return-Path: <>']],
    ['bounce', ['Return-Path: <>', 'Auto-Submitted: auto-replied', `Content-Type: ${report('delivery-status')}`]],
    ['auto-reply', ['Auto-Submitted: auto-replied']],
    ['auto-reply', ['Auto-Submitted: auto-generated (cron)']],
    ['auto-reply', ['auto-submitted: AUTO-NOTIFIED; owner-email="a@exemple.invalid"']],
    ['auto-reply', ['Return-Path: <>', 'Auto-Submitted: auto-replied']],
    ['auto-reply', ['X-Autoreply: yes']],
    ['auto-reply', ['Precedence: auto_reply']],
    ['auto-reply', ['Subject: Réponse automatique : votre dossier']],
    ['auto-reply', ['Subject: =?utf-8?Q?Absent_du_bureau?=', 'In-Reply-To: <1@caf.invalid>']],
    ['auto-reply', ['Subject: Out of Office: Re: votre dossier', 'X-Auto-Response-Suppress: DR, RN']],
    ['auto-reply', ['Subject: Automatic reply: dossier']],
    ['auto-reply', [`Content-Type: ${report('disposition-notification')}`]],
    ['list', ['List-Id: <annonces.exemple.invalid>']],
    ['list', ['List-Unsubscribe: <https://exemple.invalid/x>']],
    ['list', ['List-Software: exemple']],
    ['list', ['Precedence: bulk']],
    ['list', ['Precedence: junk']],
    ['list', ['Precedence: LIST']],
    ['no-reply-sender', ['From: no-reply@exemple.invalid']],
    ['no-reply-sender', ['From: "Impôts" <ne-pas-repondre@exemple.invalid>']],
    ['no-reply-sender', ['From: service.noreply+7@exemple.invalid']],
    ['no-reply-sender', ['From: donotreply@exemple.invalid']],
    ['no-reply-sender', ['From: ServiceNoReply2@exemple.invalid']],
    ['no-reply-sender', ['From: root@exemple.invalid']],
  ] as const)('%s: %j', async (automatic, headers) => {
    const item = await readMessage(message(headers));
    expect(item).toMatchObject({ automatic, mayAutoReply: false });
    expect(item.automaticBecause.length).toBeGreaterThan(0);
  });

  it('believes a subject of absence that the text bears out', async () => {
    const subject = 'Subject: Out of Office: Re: votre dossier';
    for (const text of ['Bonjour, je suis en congés jusqu’au 3 mai.', 'I am out of the office until Monday.'])
      expect(await readMessage(message([subject], text))).toMatchObject({ automatic: 'auto-reply' });
    expect(await readMessage(message([subject], 'Je n’ai pas reçu mon paiement.'))).toMatchObject({ automatic: null });
  });

  it('knows the empty sender from the envelope', async () => {
    const envelope = { remoteAddress: '192.0.2.1', helo: 'x.invalid', mailFrom: '', recipients: [] };
    expect(await readMessage(message([]), { envelope })).toMatchObject({ automatic: 'bounce', mayAutoReply: false });
  });

  it('knows our own addresses, a tag behind them included', async () => {
    const raw = message(['From: Caf <Courrier+x@CAF.invalid>']);
    expect(await readMessage(raw, { mailboxes: ['courrier@caf.invalid'] })).toMatchObject({ automatic: 'own' });
    expect(await readMessage(raw)).toMatchObject({ automatic: null });
  });

  it.each([
    ['Auto-Submitted: no', []],
    ['Auto-Submitted: no (a person)', []],
    ['Subject: Re: Réponse automatique : votre dossier', []],
    ['Subject: Absence de versement depuis mars', []],
    ['Subject: absence du bureau de poste', []],
    ['Subject: Retour de courrier non délivré', []],
    ['Subject: Undeliverable letter, what should I do?', []],
    ['Subject: Out of Office: my payment', []],
    ['Subject: Absent du bureau', []],
    ['X-Auto-Response-Suppress: DR, RN, NRN', []],
    ['X-Auto-Response-Suppress: None', []],
    ['Precedence: first-class', []],
    ['From: Renaud Reply <renaud.reply@exemple.invalid>', []],
    ['From: noree.plyant@exemple.invalid', []],
    ['From: casino.reply@exemple.invalid', []],
    ['From: Rootsy <rootsy@exemple.invalid>', []],
    ['Return-Path: <jeanne@exemple.invalid>', []],
  ])('takes no person for a machine: %s', async (header) => {
    expect(await readMessage(message([header]))).toMatchObject({ automatic: null, mayAutoReply: true });
  });

  it('does not take a forwarded bounce for one', async () => {
    const inner = `From: MAILER-DAEMON@exemple.invalid\r\nContent-Type: ${report('delivery-status')}\r\n\r\n--b\r\n\r\nfailed\r\n--b--`;
    const raw = message(
      ['Content-Type: multipart/mixed; boundary=a'],
      `--a\r\n\r\nque faire ?\r\n--a\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--a--`,
    );
    expect(await readMessage(raw)).toMatchObject({ automatic: null, mayAutoReply: true });
  });

  it.each([
    ['X-Auto-Response-Suppress: All', /demande de ne pas recevoir/],
    ['X-Auto-Response-Suppress: OOF, AutoReply', /demande de ne pas recevoir/],
    ['From: a@exemple.invalid, b@exemple.invalid', /Plusieurs adresses/],
    ['From: sans adresse', /Aucune adresse/],
  ])('is a person’s and gets no automatic answer: %s', async (header, because) => {
    const item = await readMessage(message([header]));
    expect(item).toMatchObject({ automatic: null, mayAutoReply: false });
    expect(item.mayNotAutoReplyBecause.join(' ')).toMatch(because);
  });

  it('wants a recipient that names us, where it knows who we are', async () => {
    const ours = { mailboxes: ['autre@caf.invalid'] };
    expect(await readMessage(message([]), ours)).toMatchObject({ automatic: null, mayAutoReply: false });
    expect(await readMessage(message(['Cc: AUTRE+dossier@caf.invalid']), ours)).toMatchObject({ mayAutoReply: true });
    expect(await readMessage(message(['Resent-To: autre@caf.invalid']), ours)).toMatchObject({ mayAutoReply: true });
  });

  it('answers no Reply-To that nobody reads, although a person wrote', async () => {
    const item = await readMessage(message(['Reply-To: no-reply@exemple.invalid']));
    expect(item).toMatchObject({ automatic: null, mayAutoReply: false });
    expect((await readMessage(message(['Reply-To: Luc <luc@exemple.invalid>']))).mayAutoReply).toBe(true);
  });
});
