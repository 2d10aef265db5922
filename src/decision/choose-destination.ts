import { printableAddress } from '../domain/addresses/printable-address';
import type { Classification, Destination, Identification, ReadItem } from '../domain/correspondence';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { isProvablyFrom } from '../domain/directory/registered-sender';
import { ok, type Result, refused } from '../domain/result';
import { readSenderAddress } from './read-sender-address';
import { holds } from './table/condition';
import { DESTINATION_TABLE, type DestinationFacts, type Way } from './table/destination-rows';

export interface DestinationInput {
  readonly item: ReadItem;
  readonly identification: Identification;
  readonly file: AllocataireFile | null;
  readonly writtenFile: AllocataireFile | null;
  /** Our e-mails to this sender come back. */
  readonly mailFails?: boolean;
  /** An agent wants it to go by post, whatever the rule would choose. */
  readonly byPost?: boolean;
  /** What is asked for, and how the answer is wished. */
  readonly classification: Classification;
}

export interface ChosenDestination {
  readonly destination: Destination;
  /** Plain French, without the address itself. */
  readonly because: string;
}

/**
 * Where a reply goes.
 * @param personalData whether it tells anything of the person's file
 * @returns the destination with its reason, or why there is none, in plain French
 */
export function chooseDestination(input: DestinationInput, personalData: boolean): Result<ChosenDestination, string> {
  const facts = new WaysBack(input, personalData);
  const row = DESTINATION_TABLE.find(({ when }) => holds(when, facts));
  if (row === undefined) throw new RangeError('the last row of the table always holds');
  if (row.way === null) return refused(row.says);
  return ok({ destination: facts.destinationBy(row.way), because: row.says });
}

/** Facts that are looked up only when a row asks for them: addresses are read out of whole letters. */
class WaysBack implements DestinationFacts {
  private written: readonly string[] | null | undefined;

  constructor(
    private readonly input: DestinationInput,
    readonly personalData: boolean,
  ) {}

  get channel(): 'email' | 'post' {
    return this.input.byPost === true ? 'post' : this.input.item.channel;
  }

  get wished(): 'email' | 'post' | null {
    const wishes = this.input.classification.requests.map(({ details }) => details?.channel ?? null);
    return wishes.find((wish) => wish !== null) ?? null;
  }

  get provenSender(): boolean {
    const { item, file, byPost = false } = this.input;
    return !byPost && file !== null && isProvablyFrom(item, file);
  }

  get mailFails(): boolean {
    return this.input.mailFails === true && this.input.item.channel === 'email';
  }

  get fileAddress(): DestinationFacts['fileAddress'] {
    const { file } = this.input;
    if (file === null) return 'none';
    if (!printableAddress(file.address).ok) return 'unprintable';
    return file.undeliverableSince === undefined ? 'printable' : 'came-back';
  }

  get senderAddress(): boolean {
    return /^[^\s@]+@[^\s@]+$/.test(this.sender);
  }

  get knownAddress(): boolean {
    return this.known !== null && printableAddress(this.known.address).ok && !this.knownAddressCameBack;
  }

  get knownAddressCameBack(): boolean {
    return this.known?.undeliverableSince !== undefined;
  }

  get writtenAddress(): boolean {
    // The one that post came back from, written anew, is no other.
    const again = this.knownAddressCameBack && isSameBlock(this.onTheLetter ?? [], this.known?.address ?? []);
    return this.onTheLetter !== null && !again;
  }

  destinationBy(way: Way): Destination {
    const { file } = this.input;
    switch (way) {
      case 'registered-email':
        return { kind: 'email', address: file?.email ?? '', personalData: true };
      case 'file-address':
        return { kind: 'post', address: file?.address ?? [] };
      case 'sender':
        return { kind: 'email', address: this.sender, personalData: this.isRegisteredSender };
      case 'known-address':
        return { kind: 'post', address: this.known?.address ?? [] };
      case 'written-address':
        return { kind: 'post', address: this.onTheLetter ?? [] };
    }
  }

  private get sender(): string {
    const { item } = this.input;
    return (item.replyTo ?? item.from)?.address ?? '';
  }

  /** Topics of the request may be named only where personal data may go. */
  private get isRegisteredSender(): boolean {
    const { identification, file } = this.input;
    return (
      identification.verdict === 'matched' &&
      this.provenSender &&
      this.sender.toLowerCase() === file?.email?.toLowerCase()
    );
  }

  private get known(): AllocataireFile | null {
    const { identification, file, writtenFile } = this.input;
    return identification.verdict === 'matched' ? file : writtenFile;
  }

  private get onTheLetter(): readonly string[] | null {
    if (this.written === undefined) this.written = readSenderAddress(this.input.item);
    return this.written;
  }
}

/** As printed: a comma or an accent makes no other address. */
function isSameBlock(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [printableAddress(one), printableAddress(other)];
  return a.ok && b.ok && a.value.join('\n').toUpperCase() === b.value.join('\n').toUpperCase();
}
