import { INVENTED_NIR } from '../../domain/self-check/invented-allocataire';
import { essaiPdf } from './self-check-page';

/** What a run sends; all of it says what it is. */
export interface SelfCheckItems {
  readonly email: { readonly from: string; readonly to: string; readonly raw: string };
  readonly batch: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
}

/** RFC 2606: a name that leads nowhere. */
const DOMAIN = 'courrier-essai.invalid';
const FROM = `essai@${DOMAIN}`;

/**
 * A message that asks for an attestation without a NIR, so that the one missing is asked for by e-mail, and a scanned letter
 * of the invented person with theirs, so that an attestation is made for the post.
 * @param mark of this run: it makes the bytes new, and tells them from mail
 * @param mailbox the office's address, null where none is configured
 */
export function selfCheckItems(mark: string, mailbox: string | null, now: Date, today: string): SelfCheckItems {
  const [local, domain] = (mailbox ?? `courrier@${DOMAIN}`).split('@') as [string, string];
  const raw = [
    `From: "Essai de bon fonctionnement" <${FROM}>`,
    `To: <${local}@${domain}>`,
    'Subject: Essai de bon fonctionnement',
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mark}@${DOMAIN}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Bonjour,',
    '',
    'Ceci est un essai de bon fonctionnement, fait par une machine\u00a0: personne n’attend de réponse.',
    'Je voudrais une attestation de paiement.',
    '',
    'Camille Essai',
    '',
  ].join('\r\n');
  const metadata = {
    batchId: mark,
    scannedAt: now.toISOString(),
    operator: 'essai de bon fonctionnement',
    items: [{ itemId: 'essai-1', receivedOn: today, pages: ['essai.pdf'], nir: INVENTED_NIR }],
  };
  return {
    email: { from: FROM, to: `${local}+${mark}@${domain}`, raw },
    batch: [
      { name: 'essai.pdf', type: 'application/pdf', bytes: essaiPdf() },
      { name: 'batch.json', type: 'application/json', bytes: Buffer.from(JSON.stringify(metadata)) },
    ],
  };
}
