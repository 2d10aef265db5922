import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ComposeStage, type ReplyComposer } from '../composition/compose-stage';
import type { RehearsedReply, RehearseReply } from '../desk/replies/rehearsed-reply';
import { composeEmail } from '../dispatch/compose-email';
import { ok, refused } from '../domain/result';
import { agreeWithOriginal } from '../identification/agree-with-original';
import type { CorrespondenceRecord, DispatchContent, LedgerRecord } from '../persistence/correspondence-record';
import { JudgeAnswer } from '../pipeline/judge-answer';
import { TriageStage, type TriageSteps } from '../pipeline/triage-stage';
import { ReplyCheck } from '../platform/keys/reply-check';
import type { House } from './house';
import { officesOf } from './offices-of';
import { answerAddressesOf, senderOf } from './sender-of';

/** What answers a look at a reply: the real stages, a store that keeps nothing, no signature, no limit on answers. */
export function rehearseReplyOf(house: House, steps: TriageSteps, composer: ReplyComposer): RehearseReply {
  const { correspondences, directory, waits, clock, office, environment, failing } = house;
  const offices = officesOf(environment);
  const judge = new JudgeAnswer({ correspondences, waits, agree: agreeWithOriginal, directory, clock, failing });
  const answering = {
    answers: judge,
    // An agent's letter ends the wait, and is no reminder.
    waits: { openWaitOf: async () => null, hasBounced: (id: string) => waits.hasBounced(id) },
    decideChase: () => {
      throw new Error('aucun rappel ne se répète ici');
    },
  };
  // A look changes nothing: no address is held good again by it.
  const looked = {
    failsAny: (addresses: readonly string[]) => failing.failsAny(addresses),
    lift: async () => undefined,
  };
  const triage = new TriageStage(steps, directory, { offices, answering, failing: looked });
  return async (record) => {
    const decided = await triage.run(record);
    if (decided.kind !== 'advance' || decided.to !== 'composing')
      return refused('reason' in decided && decided.reason !== null ? decided.reason : 'Rien ne partirait.');
    const made = new Map<string, Uint8Array>();
    const stage = new ComposeStage({
      ...{ correspondences, directory, office, offices, clock, composer, store: keepingIn(made) },
      ...{ replyCheck: new ReplyCheck(house.hash), answers: answerAddressesOf(house), limits: null, signing: null },
      patienceDays: environment.REMINDER_DAYS,
    });
    const composed = await stage.run({ ...record, state: 'composing', triage: decided.triage });
    if (composed.kind !== 'advance' || composed.to !== 'dispatching')
      return refused('reason' in composed && composed.reason !== null ? composed.reason : 'Rien ne partirait.');
    return ok(await shown(house, record, composed.dispatch.content, made, decided.triage.decision.reason));
  };
}

function keepingIn(made: Map<string, Uint8Array>) {
  let kept = 0;
  return {
    async put(content: Readable | Uint8Array) {
      const storeKey = String(++kept);
      const bytes = content instanceof Uint8Array ? content : await buffer(content);
      made.set(storeKey, bytes);
      return { storeKey, bytes: bytes.length };
    },
  };
}

async function shown(
  house: House,
  { id }: CorrespondenceRecord,
  content: DispatchContent,
  made: ReadonlyMap<string, Uint8Array>,
  rest: string | null,
): Promise<RehearsedReply> {
  const { destination, subject, text, html } = content;
  const files = content.files.map(({ fileName, storeKey, pages }) => ({
    ...{ fileName, pages, bytes: made.get(storeKey) ?? new Uint8Array() },
  }));
  const now = house.clock.now();
  const entry: LedgerRecord = {
    ...{ id, correspondenceId: id, purpose: '', request: '', channel: destination.kind, content },
    state: 'reserved',
    ...{ reservedAt: now, startedAt: null, messageId: 'apercu' },
  };
  const attached = files.map(({ fileName, bytes }) => ({
    fileName,
    open: () => Readable.from([Buffer.from(bytes)]),
  }));
  const composed =
    destination.kind === 'email' ? await composeEmail(entry, attached, senderOf(house, null), now) : null;
  const message = composed && (await buffer(composed.read()));
  return { destination, subject, text, html, files, message, rest };
}
