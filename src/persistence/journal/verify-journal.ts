import { checkSealedEntries } from './check-sealed-entries';
import type { JournalAuditQuery, StoredSeal, StrayEntry } from './journal-audit.query';
import { isSealSigned, LISTED_BYTES, NO_PREVIOUS, sealHash, unpackEntries } from './journal-seal';

export interface JournalFault {
  readonly fault: 'changed' | 'removed' | 'added' | 'moved' | 'foreign' | 'seal-missing' | 'seal-altered' | 'cut';
  readonly seal: number | null;
  readonly entry: number | null;
  readonly correspondenceId: string | null;
  /** In French, without the numbers above. */
  readonly message: string;
}

export interface JournalAccount {
  readonly whole: boolean;
  readonly faults: number;
  readonly seals: number;
  readonly entries: number;
  readonly erased: number;
  /** Entries since the last seal. */
  readonly unsealed: number;
  /** Hash of the last seal, hex: kept elsewhere, it shows later whether the journal's end was cut off. */
  readonly head: string | null;
  readonly headSeal: number | null;
}

export interface JournalTrust {
  readonly publicKey: Buffer;
  /** A head that was noted earlier, hex. */
  readonly head: string | null;
}

interface Steps {
  tell(fault: JournalFault): void;
  advance?(seal: number): void;
}

/** Seals a page, and entries at once: a seal holds a thousand at most. */
const SEAL_PAGE = 100;
const ENTRY_PAGE = 4_000;
const UNSIGNED = 'sceau altéré\u00a0: sa signature ne répond pas de ce qu’il contient';

/**
 * Goes through all seals in order, in constant memory, and tells each fault as it is found. Proves that what was sealed is
 * unchanged, whole and in order, up to the last seal there is; only a head noted elsewhere proves that no later one was cut
 * off. Does not prove who erased a detail, nor that what was written was true, and nothing against who holds the key.
 */
export async function verifyJournal(
  audit: JournalAuditQuery,
  trust: JournalTrust,
  steps: Steps,
): Promise<JournalAccount> {
  let faults = 0;
  const tell = (fault: JournalFault): void => {
    faults++;
    steps.tell(fault);
  };
  let last: StoredSeal | null = null;
  let [seals, entries, erased, headSeen] = [0, 0, 0, trust.head === null];
  for (;;) {
    const page = await audit.sealsAfter(last?.number ?? 0, SEAL_PAGE);
    if (page.length === 0) break;
    for (const seal of page) {
      for await (const fault of checkChain(audit, last, seal, trust.publicKey)) tell(fault);
      headSeen ||= sealHash(seal).toString('hex') === trust.head;
      last = seal;
    }
    for (const group of groupsOf(page)) {
      const checked = await checkEntries(audit, group);
      for (const fault of checked.faults) tell(fault);
      entries += checked.entries;
      erased += checked.erased;
    }
    seals += page.length;
    steps.advance?.(last?.number ?? 0);
  }
  for await (const stray of straysOf((id) => audit.strays(last?.number ?? 0, null, id, ENTRY_PAGE)))
    tell(cutBehind(stray));
  for await (const stray of straysOf((id) => audit.refused(id, ENTRY_PAGE))) tell(foreign(stray));
  for (const stray of await audit.beyondReach(ENTRY_PAGE)) tell(foreign(stray));
  if (!headSeen)
    tell({
      fault: 'cut',
      seal: null,
      entry: null,
      correspondenceId: null,
      message: 'la tête donnée ne se retrouve pas\u00a0: la fin du journal a été coupée, ou le journal refait',
    });
  const { unsealed } = await audit.account();
  const head = last === null ? null : sealHash(last).toString('hex');
  return { whole: faults === 0, faults, seals, entries, erased, unsealed, head, headSeal: last?.number ?? null };
}

async function* checkChain(
  audit: JournalAuditQuery,
  before: StoredSeal | null,
  seal: StoredSeal,
  publicKey: Buffer,
): AsyncGenerator<JournalFault> {
  const expected = (before?.number ?? 0) + 1;
  const fault = (kind: JournalFault['fault'], number: number, message: string): JournalFault => ({
    fault: kind,
    seal: number,
    entry: null,
    correspondenceId: null,
    message,
  });
  if (seal.number > expected) {
    const until = seal.number - 1;
    yield fault(
      'seal-missing',
      expected,
      expected === until ? 'sceau absent' : `sceaux absents jusqu’au n°\u00a0${until}`,
    );
    for await (const stray of straysOf((id) => audit.strays(expected - 1, seal.number, id, ENTRY_PAGE)))
      yield { ...entryOf(stray), fault: 'removed', message: 'entrée dont le sceau est absent' };
  }
  if (!isSealSigned(seal, seal.signature, publicKey)) yield fault('seal-altered', seal.number, UNSIGNED);
  else if (seal.number === expected && before !== null && isSealSigned(before, before.signature, publicKey)) {
    if (!seal.previous.equals(sealHash(before)))
      yield fault('seal-altered', seal.number, 'sceau qui ne suit pas le précédent');
  } else if (before === null && expected === seal.number && !seal.previous.equals(NO_PREVIOUS))
    yield fault('seal-altered', seal.number, 'premier sceau qui en suppose un autre avant lui');
}

/** Seals whose entries are read together. */
function* groupsOf(seals: readonly StoredSeal[]): Generator<StoredSeal[]> {
  let group: StoredSeal[] = [];
  let bytes = 0;
  for (const seal of seals) {
    if (group.length > 0 && bytes + seal.entries.length > ENTRY_PAGE * LISTED_BYTES) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(seal);
    bytes += seal.entries.length;
  }
  if (group.length > 0) yield group;
}

async function checkEntries(audit: JournalAuditQuery, seals: readonly StoredSeal[]) {
  const lists = seals.map((seal) => ({ number: seal.number, listed: unpackEntries(seal.entries) ?? [] }));
  const rows = await audit.entriesOf(
    lists.map(({ number }) => number),
    lists.flatMap(({ listed }) => listed.map(({ id }) => id)),
  );
  const faults: JournalFault[] = [];
  let [entries, erased] = [0, 0];
  for (const { number, listed } of lists) {
    const ids = new Set(listed.map(({ id }) => id));
    const checked = checkSealedEntries(
      number,
      listed,
      rows.filter((row) => ids.has(row.id) || row.seal === number),
    );
    faults.push(...checked.faults.map((fault) => ({ ...fault, seal: number })));
    entries += listed.length;
    erased += checked.erased;
  }
  return { faults, entries, erased };
}

async function* straysOf(page: (afterId: number) => Promise<StrayEntry[]>): AsyncGenerator<StrayEntry> {
  for (let strays = await page(0); strays.length > 0; strays = await page(strays.at(-1)?.id ?? 0)) yield* strays;
}

const entryOf = ({ id, seal, correspondenceId }: StrayEntry) => ({ seal, entry: id, correspondenceId });

const cutBehind = (stray: StrayEntry): JournalFault => ({
  ...entryOf(stray),
  fault: 'cut',
  message: 'entrée d’un sceau absent\u00a0: la fin des sceaux a été coupée',
});

const foreign = (stray: StrayEntry): JournalFault => ({
  ...entryOf(stray),
  seal: null,
  fault: 'foreign',
  message: 'entrée que le programme n’a pas écrite',
});
