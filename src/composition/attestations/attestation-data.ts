import { z } from 'zod';
import type { Attestation } from '../../domain/attestations/build-attestation';
import type { ReplyOrder } from '../../domain/reply';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const cents = z.int().describe('Centimes d’euro');
const amounts = z.array(z.strictObject({ benefit: z.string(), label: z.string(), cents }));
const children = z.array(
  z.strictObject({ firstName: z.string(), lastName: z.string(), birthDate: z.iso.date(), sex: z.enum(['M', 'F']) }),
);
const common = {
  format: z.literal('courrier-attestation/1'),
  reference: z.string(),
  issuedOn: z.iso.date(),
  office: z.strictObject({ name: z.string(), code: z.string() }),
  holder: z.string().describe('Comme il est imprimé'),
  numeroAllocataire: z.string().regex(/^\d{7}$/),
};

/** What an attestation says, for programs: attached to its PDF where asked. Never a NIR: the paper names the person enough. */
export const attestationDataSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('attestation-paiement'),
    months: z.array(
      z.strictObject({ month, rights: amounts, backPayments: amounts, deductions: amounts, paidCents: cents }),
    ),
    quotientFamilial: z.strictObject({ month, value: z.int().describe('Euros') }).nullable(),
    children,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('attestation-qf'),
    month,
    value: z.int().describe('Euros'),
    children,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('attestation-mns'),
    months: z.array(z.strictObject({ month, cents })),
    totalCents: cents,
  }),
]);
export type AttestationData = z.infer<typeof attestationDataSchema>;

/** The schema as JSON Schema, for those who read the data. */
export const attestationJsonSchema = () => z.toJSONSchema(attestationDataSchema);

export function attestationData(
  order: Pick<ReplyOrder, 'reference' | 'writtenOn' | 'office' | 'file'>,
  attestation: Attestation,
  holder: string,
): AttestationData {
  const { reference, writtenOn, office, file } = order;
  return attestationDataSchema.parse({
    format: 'courrier-attestation/1',
    kind: attestation.kind,
    reference,
    issuedOn: writtenOn,
    office: { name: office.name, code: office.code },
    holder,
    numeroAllocataire: file?.numeroAllocataire,
    ...statedOf(attestation),
  });
}

function statedOf({ kind, content }: Attestation): object {
  if (kind !== 'attestation-paiement') return content;
  const { months, quotientFamilial, children } = content;
  return {
    months: months.map(({ month, rights, backPayments, deductions, paidCents }) => ({
      month,
      rights: rights.lines,
      backPayments: backPayments.lines,
      deductions: deductions.lines,
      paidCents,
    })),
    quotientFamilial,
    children,
  };
}
