import path from 'node:path';
import { classifyRequests } from '../../classification/classify-requests';
import { loadRequestRules } from '../../classification/load-rules';
import { decideReply } from '../../decision/decide-reply';
import type { Directory } from '../../domain/directory/allocataire-file';
import { withDetails } from '../../domain/requests/read-request-details';
import { identifySender } from '../../identification/identify-sender';
import type { Input } from '../../intake/list-inputs';
import { packageRoot } from '../../platform/package-root';
import { fetchPages, type ReadInput, readInput, type TriageReader } from './read-inputs';
import { failedLine, type TriageLine, triageLine } from './triage-line';

/** Inputs read ahead of the one that is printed: enough to keep the reading processes busy, few enough to hold. */
const READ_AHEAD = 3;

/** A line for each item, in the order of the inputs; memory is that of a few items however many there are. */
export async function* triageInputs(
  inputs: AsyncIterable<Input>,
  reader: TriageReader,
  directory: Directory,
): AsyncGenerator<TriageLine> {
  const judge = makeJudge(directory);
  const ahead: Promise<TriageLine[]>[] = [];
  for await (const input of inputs) {
    const fetched = await fetchPages(input);
    ahead.push(readInput(fetched, reader).then((read) => Promise.all(read.map(judge))));
    if (ahead.length >= READ_AHEAD) yield* (await ahead.shift()) as TriageLine[];
  }
  for (const lines of ahead) yield* await lines;
}

function makeJudge(directory: Directory): (read: ReadInput) => Promise<TriageLine> {
  const rules = loadRequestRules(path.join(packageRoot, 'templates/rules/requests.yaml'));
  return async ({ file, item }) => {
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
