import type { Triage } from '../domain/correspondence';
import { maskNirs } from '../domain/nir/mask-nirs-in-text';
import { shownDetails } from '../domain/requests/shown-details';
import type { DocumentRecord, SendingRecord, ShownCorrespondence } from '../persistence/correspondence-record';
import type { StoredDeadlines } from '../persistence/deadlines/deadline-book';
import type { LinkedDoubles } from '../persistence/doubles/double-finder';
import type { LinkedItem, Thread } from '../persistence/wait.repository';

export function linksOf(id: string) {
  const self = `/api/correspondences/${id}`;
  return { self, events: `${self}/events`, decision: `${self}/decision` };
}

/** What stands beside its row. */
interface Beside {
  readonly deadlines: StoredDeadlines | null;
  readonly doubles: LinkedDoubles;
}

/** A correspondence as HTTP shows it: NIRs masked, the message's text left out. */
export function describeCorrespondence(
  record: ShownCorrespondence,
  documents: readonly DocumentRecord[],
  sendings: readonly SendingRecord[],
  { deadlines, doubles }: Beside,
) {
  return {
    id: record.id,
    reference: record.reference,
    state: record.state,
    revision: record.revision,
    channel: record.channel,
    source: record.source,
    receivedAt: record.receivedAt.toISOString(),
    receivedOn: record.receivedOn,
    reason: record.reason,
    erased: record.erased && { at: record.erased.at.toISOString(), rule: record.erased.rule },
    frozen: record.freeze !== null,
    /** Why something of it does not open; null where all of it does. */
    unreadable: record.unreadable,
    scan: record.scan && {
      batchId: record.scan.batchId,
      itemId: record.scan.itemId,
      postmark: record.scan.postmark,
      registeredNumber: record.scan.registeredNumber,
      cutFrom: record.scan.cutFrom ?? null,
    },
    authentication: record.reading?.authentication ?? null,
    readability: record.reading?.readability ?? null,
    ...describeTriage(record.triage),
    documents: documents.map(({ id, role, name, type, size, pages }) => ({
      id,
      role,
      name: maskNirs(name),
      type,
      bytes: size,
      pages,
    })),
    sendings: sendings.map(({ id, purpose, channel, state }) => ({ id, letter: purpose, channel, state })),
    deadlines: deadlines && describeDeadlines(deadlines),
    joinedTo: record.state === 'joined' ? doubles.like : null,
    /** Perhaps the same letter: an agent says. */
    resembles: record.state === 'joined' ? null : doubles.like,
    receivedAgain: doubles.again,
    links: linksOf(record.id),
  };
}

/** What it waited for and what came back; `joinedTo` is the case that took it up. */
export function describeThread({ answers, answeredBy, waits }: Thread) {
  const linked = ({ id, reference, by, joined }: LinkedItem) => ({ id, reference, by, joined, links: linksOf(id) });
  return {
    ...(answers?.joined === true ? { joinedTo: linked(answers) } : {}),
    answers: answers && linked(answers),
    answeredBy: answeredBy.map(linked),
    waits: waits.map(({ since, until, endedBy, step, stepOn }) => ({
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
      endedBy,
      step,
      stepOn,
    })),
  };
}

function describeDeadlines({ acknowledgeOn, legalOn, internalOn, alarm, pauses }: StoredDeadlines) {
  return { acknowledgeOn, legalOn, internalOn, alarm, paused: pauses.some(({ until }) => until === null), pauses };
}

function describeTriage(triage: Triage | null) {
  if (triage === null) return { identification: null, requests: [], decision: null };
  const { identification, classification, decision } = triage;
  return {
    identification: {
      verdict: identification.verdict,
      numeroAllocataire: identification.numeroAllocataire,
      person: identification.person,
      corroboratedBy: identification.corroboratedBy,
      because: identification.because.map(maskNirs),
    },
    requests: classification.requests.map(({ details, ...request }) => ({
      ...request,
      ...(details === undefined ? {} : { details: shownDetails(details) }),
    })),
    danger: classification.danger,
    flags: classification.flags ?? [],
    decision: {
      action: decision.action,
      channel: decision.channel,
      documents: decision.documents,
      letter: decision.letter,
      preparedLetter: decision.preparedLetter,
      rule: decision.rule,
      trace: decision.trace.map(maskNirs),
      reason: decision.reason,
      settle: decision.settle,
    },
  };
}
