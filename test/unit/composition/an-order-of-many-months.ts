import type { ReplyOrder } from '../../../src/domain/reply';
import { aReplyOrder } from './a-reply-order';

/** An attestation over so many months of five benefits, about three a page; everyone in it invented. */
export function anOrderOfManyMonths(count: number): ReplyOrder {
  const months = Array.from(
    { length: count },
    (_, at) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  );
  const payments = months.flatMap((month) =>
    ['AF', 'CF', 'PAJE', 'ASF', 'APL'].map((benefit, at) => ({
      month,
      benefit,
      cents: 10_000 + at,
      nature: 'droit' as const,
    })),
  );
  const given = aReplyOrder();
  if (given.file === null) throw new Error('aucun dossier');
  return { ...given, months, file: { ...given.file, payments } };
}
