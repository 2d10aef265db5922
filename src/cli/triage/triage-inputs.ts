import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { classifyRequests } from '../../classification/classify-requests';
import { loadRequestRules } from '../../classification/load-rules';
import { decideReply } from '../../decision/decide-reply';
import type { ReadItem } from '../../domain/correspondence';
import type { Directory } from '../../domain/directory/allocataire-file';
import { withDetails } from '../../domain/requests/read-request-details';
import { identifySender } from '../../identification/identify-sender';
import type { Input } from '../../intake/list-inputs';
import { packageRoot } from '../../platform/package-root';
import type { ReadRequest } from '../../reading/read-request';
import type { ReadingPool } from '../../reading/reading-pool';
import { unreadableItem } from '../../reading/unreadable-item';
import { failedLine, type TriageLine, triageLine } from './triage-line';

export interface TriageReader {
  readonly pool: Pick<ReadingPool, 'read'>;
  /** Our own addresses; empty leaves out the check that a recipient names us. */
  readonly mailboxes: readonly string[];
  /** Relay whose topmost Authentication-Results is believed; null: nobody counts as authenticated. */
  readonly authservId: string | null;
}

/** Items read ahead of the one that is printed: enough to keep the reading processes busy, few enough to hold. */
const READ_AHEAD = 3;

/** One line for each input, in their order; memory is that of a few items however many there are. */
export async function* triageInputs(
  inputs: AsyncIterable<Input>,
  reader: TriageReader,
  directory: Directory,
): AsyncGenerator<TriageLine> {
  const judge = makeJudge(directory);
  const ahead: Promise<TriageLine>[] = [];
  for await (const input of inputs) {
    const request = await requestOf(input, reader);
    ahead.push(read(request, reader).then((item) => judge(input.file, item)));
    if (ahead.length >= READ_AHEAD) yield (await ahead.shift()) as TriageLine;
  }
  for (const line of ahead) yield await line;
}

type Request = ReadRequest | Extract<Input, { kind: 'refused' }>;

/** With the bytes of the pages, which can be read until the next input is asked for. */
async function requestOf(input: Input, { mailboxes, authservId }: TriageReader): Promise<Request> {
  if (input.kind === 'refused') return input;
  if (input.kind === 'email') return { ...input, envelope: null, mailboxes, authservId, dns: 'none', receivedAt: null };
  const { item, file } = input;
  try {
    const pages = [];
    for (const { name, type, open } of input.pages) pages.push({ name, type, bytes: await buffer(open()) });
    return { kind: 'scan', item, pages };
  } catch {
    const reason = `Pli ${item.itemId}\u00a0: une page n’a pas pu être lue sur le disque.`;
    return { kind: 'refused', file, channel: 'post', reason };
  }
}

function read(request: Request, { pool }: TriageReader): Promise<ReadItem> {
  if (request.kind === 'refused') return Promise.resolve(unreadableItem(request.channel, request.reason));
  return pool.read(request);
}

function makeJudge(directory: Directory): (file: string, item: ReadItem) => Promise<TriageLine> {
  const rules = loadRequestRules(path.join(packageRoot, 'templates/rules/requests.yaml'));
  return async (file, item) => {
    try {
      const identified = await identifySender(item, directory);
      const classification = withDetails(classifyRequests(item, rules), item);
      const decision = decideReply({ ...identified, item, classification });
      return triageLine(file, item, { identification: identified.identification, classification, decision });
    } catch {
      return failedLine(file, item);
    }
  };
}
