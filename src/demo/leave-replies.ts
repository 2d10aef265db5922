import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { House } from '../house/house';
import type { DemoFolders } from './demo-folders';
import type { Outcome } from './outcomes';
import type { OutgoingMail } from './outgoing-mail';

/** Leaves each reply under the name of its sample, as it left (`.eml`) and its letters (`.pdf`), with `summary.json`. */
export async function leaveReplies(
  house: House,
  outcomes: readonly Outcome[],
  mail: OutgoingMail,
  out: DemoFolders['out'],
  seconds: number,
): Promise<{ files: number }> {
  let count = 0;
  const items = [];
  for (const outcome of outcomes) {
    const files = await leaveFilesOf(house, outcome, mail, out);
    count += files.length;
    items.push(describe(outcome, files));
  }
  const states: Record<string, number> = {};
  for (const { record } of outcomes) states[record?.state ?? 'missing'] = (states[record?.state ?? 'missing'] ?? 0) + 1;
  const summary = { seconds: Number(seconds.toFixed(1)), asDeclared: items.every(({ ok }) => ok), states, items };
  writeFileSync(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return { files: count };
}

async function leaveFilesOf(
  house: House,
  { sample, record }: Outcome,
  mail: OutgoingMail,
  out: string,
): Promise<string[]> {
  if (record === null) return [];
  const left: string[] = [];
  const leave = (name: string, bytes: Buffer): void => {
    writeFileSync(path.join(out, name), bytes);
    left.push(name);
  };
  const replies = sample.messageId === null ? [] : mail.repliesTo(sample.messageId);
  for (const [index, bytes] of replies.entries())
    leave(`${sample.name}${index === 0 ? '' : `-${index + 1}`}.eml`, bytes);
  const documents = await house.correspondences.documentsOf(record.id);
  for (const { role, name, storeKey } of documents)
    if (role === 'reply') leave(`${sample.name}--${path.basename(name)}`, await house.store.read(storeKey));
  return left;
}

function describe({ sample, record, differences }: Outcome, files: readonly string[]) {
  const decision = record?.triage?.decision;
  return {
    sample: sample.name,
    reference: sample.reference,
    ok: differences.length === 0,
    differences,
    declared: sample.declared,
    state: record?.state ?? null,
    action: decision?.action ?? null,
    channel: decision?.channel ?? null,
    letter: decision?.letter ?? decision?.preparedLetter ?? null,
    rule: decision?.rule ?? null,
    verdict: record?.triage?.identification.verdict ?? null,
    requests: record?.triage?.classification.requests.map(({ kind }) => kind) ?? [],
    reason: record?.reason ?? null,
    files,
  };
}
