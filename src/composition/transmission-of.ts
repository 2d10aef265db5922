import { dateInWords } from '../domain/calendar/french-dates';
import type { OtherOffice } from '../domain/other-office';
import type { CorrespondenceRecord, DocumentRecord, NewDispatch } from '../persistence/correspondence-record';
import { TRANSMISSION } from '../pipeline/sending-key';

/** What leaves for the office in charge: the originals as they came, sealed, with the day on which they were received. */
export function transmissionOf(
  record: Pick<CorrespondenceRecord, 'reference' | 'receivedOn' | 'channel'>,
  documents: readonly DocumentRecord[],
  office: OtherOffice & { readonly email: NonNullable<OtherOffice['email']> },
  from: string,
): NewDispatch {
  const { reference, receivedOn, channel } = record;
  const originals = documents.filter(({ role }) => role === 'raw' || role === 'page');
  return {
    purpose: TRANSMISSION,
    // Once for each office, whatever the revision: nothing is forwarded twice.
    request: office.code,
    channel: 'email',
    templateVersion: TRANSMISSION,
    content: {
      destination: { kind: 'email', address: office.email.address },
      subject: `Transmission ${reference}`,
      text: [
        'Bonjour,',
        `Ce ${channel === 'email' ? 'courriel' : 'courrier'} reçu le ${dateInWords(receivedOn)} vous concerne\u00a0: nous vous le transmettons (article L114-2 du code des relations entre le public et l’administration).`,
        'Son auteur en est informé. L’original est joint tel que nous l’avons reçu.',
        `Notre référence\u00a0: ${reference}`,
        from,
      ].join('\n\n'),
      html: '',
      sealedFor: office.email.certificate,
      inReplyTo: null,
      references: [],
      files: originals.map(({ type, storeKey, size, pages }, index) => ({
        // Names that people gave say who they are: inside the seal too, ours tell enough.
        fileName: `original-${index + 1}${extensionOf(type)}`,
        type,
        storeKey,
        bytes: size,
        pages: pages ?? 0,
      })),
    },
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'application/pdf': '.pdf',
  'image/tiff': '.tif',
  'image/png': '.png',
  'image/jpeg': '.jpg',
};

const extensionOf = (type: string): string => EXTENSIONS[type] ?? '.bin';
