import path from 'node:path';
import { classifyRequests } from '../classification/classify-requests';
import { listRequestKinds, loadRequestRules, type RequestRules } from '../classification/load-rules';
import type { ClassificationModel } from '../classification/model/classification-model';
import { readModel } from '../classification/model/read-model';
import { createComposerPool } from '../composition/composition-pool';
import { sealSignerOf } from '../composition/signature/seal-signer-of';
import { twoDDocSignerOf } from '../composition/signature/two-d-doc-signer-of';
import { ourCafOf } from '../config/office-of-environment';
import { BadEnvironment } from '../config/read-environment';
import { decideReply } from '../decision/decide-reply';
import { REQUEST_KIND_NAMES } from '../domain/requests/request-kind-names';
import { identifySender } from '../identification/identify-sender';
import type { TriageSteps } from '../pipeline/triage-stage';
import { parisDate } from '../platform/clock';
import { ReplyCheck } from '../platform/keys/reply-check';
import { packageRoot } from '../platform/package-root';
import { pooledReader } from '../reading/pooled-reader';
import type { House } from './house';
import type { StageTools } from './worker.module';

/** The real stages' tools, except where a test hands in its own. */
export async function makeStageTools(
  house: House,
  given: Partial<StageTools> & Pick<StageTools, 'pace' | 'locks' | 'transmittingMs'>,
): Promise<StageTools> {
  const { environment, closers } = house;
  const steps = given.steps ?? makeLookSteps(house);
  const reader =
    given.reader ??
    pooledReader({
      size: environment.READING_PROCESSES,
      mailboxes: environment.MAILBOXES,
      trustedRelays: environment.TRUSTED_RELAYS,
      closers,
    });
  await refuseRevokedKey(house);
  const signingKeys = environment.COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [];
  const composer =
    given.composer ??
    (await createComposerPool({
      size: environment.COMPOSITION_THREADS,
      signingKeys,
      twoDDoc: twoDDocSignerOf(environment),
      attachData: environment.ATTACH_DATA === 'yes',
      seal: sealSignerOf(environment, house.clock.now()),
      closers,
    }));
  const { pace, locks, transmittingMs } = given;
  return { pace, locks, transmittingMs, steps, reader, composer };
}

/** What decides, for who looks at a reply before it leaves. */
export const makeLookSteps = (house: House): TriageSteps =>
  makeTriageSteps(new ReplyCheck(house.hash), ourCafOf(house.environment), modelOf(house.environment));

/** What a revoked key signs is worth nothing from its first day: better no worker than a pile of such letters. */
async function refuseRevokedKey({ environment, revoked, clock }: House): Promise<void> {
  const id = environment.COURRIER_SIGNING_KEYS?.[0]?.id;
  if (id === undefined || !(await revoked.isKeyRevoked(id, parisDate(clock.now())))) return;
  throw new BadEnvironment(
    `COURRIER_SIGNING_KEYS\u00a0: attendu une nouvelle clé en tête, la clé «\u00a0${id}\u00a0» a été révoquée`,
  );
}

const RULES_FILE = path.join(packageRoot, 'templates/rules/requests.yaml');

/** The office's rules of what people ask for. */
export const loadOfficeRules = (): RequestRules => loadRequestRules(RULES_FILE);

/** Kinds that an agent may say a message is of: those of the rules, and those that have a name. */
export const listOfficeKinds = (): ReadonlySet<string> =>
  new Set([...Object.keys(REQUEST_KIND_NAMES), ...listRequestKinds(RULES_FILE)]);

function modelOf({ CLASSIFICATION_MODEL: file }: House['environment']): ClassificationModel | null {
  if (file === undefined) return null;
  try {
    return readModel(file);
  } catch (error) {
    throw new BadEnvironment(`CLASSIFICATION_MODEL\u00a0: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * @param replyCheck null where no key is at hand: references to our replies are then claims
 * @param model null where none was trained: the rules alone
 * @param ourCaf null where it is not configured: no file then counts as another office's
 */
export function makeTriageSteps(
  replyCheck: ReplyCheck | null = null,
  ourCaf: string | null = null,
  model: ClassificationModel | null = null,
): TriageSteps {
  const rules = loadOfficeRules();
  return {
    identify: (item, directory) =>
      identifySender(item, directory, replyCheck && ((reference, check) => replyCheck.isRight(reference, check))),
    classify: (item) => classifyRequests(item, rules, model),
    decide: (input) => decideReply({ ...input, ourCaf }),
  };
}
