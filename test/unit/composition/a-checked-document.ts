import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Composer } from '../../../src/composition/compose-reply';
import type { AttestationKind } from '../../../src/domain/correspondence';
import type { ReplyOrder } from '../../../src/domain/reply';
import { aHousehold } from '../../builders/an-allocataire-file';
import { anOrderFor, aReplyOrder, BY_EMAIL } from './a-reply-order';

export const TEMPLATES_FOLDER = path.resolve(__dirname, '../../../templates');
export const LETTERS: readonly string[] = readdirSync(path.join(TEMPLATES_FOLDER, 'letters')).map((name) =>
  path.basename(name, '.md'),
);
export const ATTESTATIONS: readonly AttestationKind[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];
export const SIGNING_KEY = { id: '2026', seed: new Uint8Array(32).fill(6) };

/** A document that leaves on paper or joined to an e-mail: its name, and the order whose last file it is. */
export interface DocumentCase {
  readonly name: string;
  readonly template: string;
  readonly order: ReplyOrder;
}

const PLAIN: readonly DocumentCase[] = [
  ...LETTERS.map((letter) => ({ name: `${letter} (post)`, template: letter, order: anOrderFor(letter) })),
  ...ATTESTATIONS.flatMap((kind) =>
    (['post', 'email'] as const).map((channel) => ({
      name: `${kind} (${channel})`,
      template: kind,
      order: anAttestationOrder(kind, channel === 'post' ? {} : { destination: BY_EMAIL }),
    })),
  ),
];

/**
 * Every template × channel × variant: letters are paper only, attestations are joined to e-mails as well, each of them also in
 * large letters. Everybody is invented.
 */
export const DOCUMENTS: readonly DocumentCase[] = [
  ...PLAIN,
  ...PLAIN.map(({ name, template, order }) => ({
    name: name.replace(')', ', large)'),
    template,
    order: { ...order, largePrint: true },
  })),
];

export function anAttestationOrder(kind: AttestationKind, overrides: Partial<ReplyOrder> = {}): ReplyOrder {
  const file = aHousehold({ montantNetSocial: [{ month: '2016-05', cents: 123_456 }] });
  return aReplyOrder({ attestations: [kind], file, ...overrides });
}

/** The one document of a case, as it leaves. */
export async function composeDocument(composer: Composer, { template, order }: DocumentCase): Promise<Buffer> {
  const composed = await composer.compose(order);
  if (!composed.ok) throw new Error(composed.error.message);
  const file = composed.value.files.at(LETTERS.includes(template) ? 0 : -1);
  return Buffer.from(file?.bytes ?? new Uint8Array());
}

export function isAttestation({ template }: DocumentCase): boolean {
  return ATTESTATIONS.some((kind) => kind === template);
}
