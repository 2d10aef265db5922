import { ok, type Result, refused } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskJournal } from '../../persistence/desk/desk-journal';
import type { FailingAddress, FailingAddressRepository } from '../../persistence/failing-address.repository';

interface Parts {
  readonly failing: Pick<FailingAddressRepository, 'of' | 'liftOf'>;
  readonly journal: Pick<DeskJournal, 'tell'>;
}

/** Addresses of an item from which our e-mails came back, and that a person says they arrive again. */
export class FailingAddressesOfItem {
  constructor(private readonly parts: Parts) {}

  of(record: ShownCorrespondence): Promise<FailingAddress[]> {
    return this.parts.failing.of(record.id, addressesOf(record));
  }

  /** @param by id of the account or key @returns why not, in French */
  async lift(record: ShownCorrespondence, by: string): Promise<Result<true, string>> {
    const count = await this.parts.failing.liftOf(record.id, addressesOf(record));
    if (count === 0) return refused('Aucune adresse de ce courrier n’est notée en panne.');
    await this.parts.journal.tell('failing-address-lifted', by, record.id, { count });
    return ok(true as const);
  }
}

/** To which a reply to it may go. */
function addressesOf({ reading, channel }: ShownCorrespondence): string[] {
  if (reading === null || channel !== 'email') return [];
  return [reading.from, reading.replyTo].flatMap((one) => (one == null ? [] : [one.address]));
}
