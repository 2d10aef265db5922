import { pdfPage } from '../../fixtures/demo/make/pdf-page.mjs';
import { personOf, spacedNir } from './people.mjs';

/** Kind → share of the scanned letters, what it should come to, and its page. */
export const SCAN_KINDS = {
  'scanned attestation': {
    share: 60,
    expected: { state: 'answered', reply: 'post' },
    page: (n, person) => [
      `${person.firstName} ${person.lastName}`,
      '',
      'Objet : attestation de paiement',
      '',
      'Madame, Monsieur,',
      `Je vous prie de bien vouloir m’adresser une attestation de paiement (envoi ${n}).`,
      '',
      `Mon numéro de sécurité sociale : ${spacedNir(person)}`,
      '',
      `${person.firstName} ${person.lastName}`,
    ],
  },
  'scanned numéro allocataire': {
    share: 25,
    expected: { state: 'waiting-sender', reply: 'post' },
    page: (n, person) => [
      `N° allocataire ${person.numeroAllocataire}`,
      '',
      `Bonjour, veuillez m’envoyer une attestation de paiement (envoi ${n}). Merci.`,
      '',
      `${person.firstName} ${person.lastName}`,
    ],
  },
  'unreadable scan': { share: 15, expected: { state: 'needs-agent', reply: null }, page: () => 'drawn' },
};

/** A batch of these items: its description as `batch.json` holds it, and its pages by name. */
export async function batchOf(batchId, items, receivedOn) {
  const pages = new Map();
  const described = [];
  for (const { n, kind } of items) {
    const name = `${n}-1.pdf`;
    const content = SCAN_KINDS[kind].page(n, personOf(n));
    pages.set(name, await pdfPage(content));
    const numeroAllocataire = kind === 'scanned numéro allocataire' ? personOf(n).numeroAllocataire : undefined;
    described.push({ itemId: String(n), receivedOn, pages: [name], ...(numeroAllocataire && { numeroAllocataire }) });
  }
  const batch = { batchId, scannedAt: `${receivedOn}T10:42:00+01:00`, operator: 'chaos', items: described };
  return { batchId, metadata: `${JSON.stringify(batch, null, 1)}\n`, pages };
}
