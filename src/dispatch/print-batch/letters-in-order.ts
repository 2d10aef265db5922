import { printableAddress } from '../../domain/addresses/printable-address';
import { comparePostalOrder, postalOrderOf } from '../../domain/print/postal-order';
import type { DispatchContent } from '../../persistence/correspondence-record';
import type { BatchedLetter } from '../../persistence/print-batch.repository';

export interface LetterToPrint {
  readonly id: string;
  readonly reference: string;
  /** As printed in the window. */
  readonly address: readonly string[];
  readonly files: DispatchContent['files'];
}

/** The letters of a batch as the post wants them; those whose content does not open are named apart. */
export async function lettersInOrder(
  letters: AsyncIterable<BatchedLetter>,
): Promise<{ readonly letters: readonly LetterToPrint[]; readonly unreadable: readonly string[] }> {
  const sorted: { readonly key: readonly string[]; readonly letter: LetterToPrint }[] = [];
  const unreadable: string[] = [];
  for await (const { id, reference, content } of letters) {
    if (content?.destination.kind !== 'post') {
      unreadable.push(id);
      continue;
    }
    const { address: lines } = content.destination;
    const printed = printableAddress(lines);
    const address = printed.ok ? printed.value : lines.filter((line) => line !== '');
    // Letters to the same address in the order in which they left: their ids begin with their time.
    sorted.push({ key: [...postalOrderOf(address), id], letter: { id, reference, address, files: content.files } });
  }
  sorted.sort((one, other) => comparePostalOrder(one.key, other.key));
  return { letters: sorted.map(({ letter }) => letter), unreadable };
}
