import { dateInWords } from '../../domain/calendar/french-dates';
import type { SettlingAction, Triage } from '../../domain/correspondence';
import { mayDo } from '../../domain/desk/desk-roles';
import type { Macro } from '../../domain/desk/macro';
import type { Mentionable } from '../../domain/desk/mentions';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { OtherOffice } from '../../domain/other-office';
import { requestKindName } from '../../domain/requests/request-kind-names';
import { usualPiecesDay } from '../../domain/waiting/missing-pieces';
import type { DocumentRecord, SendingRecord, ShownCorrespondence } from '../../persistence/correspondence-record';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { DeskLock } from '../../persistence/desk/lock.repository';
import type { ItemNote } from '../../persistence/desk/note.repository';
import type { PendingDecision } from '../../persistence/desk/pending.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { LinkedDoubles } from '../../persistence/doubles/double-finder';
import type { FailingAddress } from '../../persistence/failing-address.repository';
import type { Thread } from '../../persistence/wait.repository';
import { isRerunnable } from '../../pipeline/rerun-correspondence';
import type { Candidate } from '../candidates/find-candidates';
import { deadlinesInWords } from '../deadlines-in-words';
import { erasedInWords } from '../erased-in-words';
import type { IssuedDocument } from '../issued-documents';
import { lettersForItem } from '../letters-for-item';
import type { Undo } from '../pending/undone-by';
import { SENDING_STATES } from '../state-in-words';
import type { HandOverTarget } from '../team/hand-over';
import { urgencyInWords } from '../urgency-in-words';
import { AttachCard } from './attach-card';
import { CandidatesCard } from './candidates-card';
import { doesNotOpen } from './does-not-open';
import { ExportCard } from './export-card';
import { FailingAddressCard } from './failing-address-card';
import { ForwardFields } from './forward-fields';
import { HandOverCard } from './hand-over-card';
import { IssuedCard } from './issued-card';
import { LockLine } from './lock-line';
import { MacrosCard } from './macros-card';
import { NotesCard } from './notes-card';
import { type Basket, renderPage } from './page';
import { PendingCard, UndoLine } from './pending-card';
import { PiecesFields } from './pieces-fields';
import { ReceivedCard } from './received-card';
import { RegroupCard } from './regroup-card';
import { PeriodFields, RequestDetailsList } from './request-details';
import { ThreadCard } from './thread-card';

interface ItemPageProps {
  readonly baskets: readonly Basket[];
  readonly holder: DeskUser;
  readonly record: ShownCorrespondence;
  readonly documents: readonly DocumentRecord[];
  readonly sendings: readonly SendingRecord[];
  readonly deadlines: StoredDeadlines | null;
  readonly doubles: LinkedDoubles;
  readonly thread: Thread;
  readonly issued: readonly IssuedDocument[];
  /** Name → title. */
  readonly letters: ReadonlyMap<string, string>;
  /** Other offices, by code. */
  readonly offices: ReadonlyMap<string, OtherOffice>;
  readonly candidates: readonly Candidate[];
  /** Whose NIR is shown in full, this once. */
  readonly revealed: Pick<Candidate, 'numeroAllocataire' | 'personIndex'> | null;
  readonly lock: DeskLock | null;
  readonly pending: PendingDecision<unknown> | null;
  readonly undo: Undo | null;
  /** Whose it is to settle; null for nobody's in particular. */
  readonly assigned: { readonly id: string; readonly name: string } | null;
  /** To whom it can be handed; null for who may hand nothing over. */
  readonly targets: readonly HandOverTarget[] | null;
  /** Frequent acts; none for who settles nothing. */
  readonly macros: readonly Macro[];
  readonly failing: readonly FailingAddress[];
  readonly notes: readonly ItemNote[];
  /** Who may be mentioned in a note; null for who may write none. */
  readonly people: readonly Mentionable[] | null;
  /** A note as it was typed, that was not kept. */
  readonly draft: string;
  /** Name of the basket that is being worked through; empty for none. */
  readonly basket: string;
  readonly now: Date;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Numéro allocataire that was just read in a zone; null for none. */
  readonly numero: string | null;
  readonly notice: string | null;
}

const MAIN_ACT: Readonly<Record<SettlingAction, string>> = {
  'confirm-person': 'personne',
  'ask-identifier': 'demander',
  'choose-letter': 'lettre',
  answer: 'lettre',
  read: 'personne',
  forward: 'transmettre',
  'set-aside': 'ecarter',
};

/** One item: what was received on the left, why it is here and what settles it on the right. */
export function renderItem(props: ItemPageProps): string {
  const { record, baskets, holder, notice } = props;
  return renderPage({
    title: record.reference,
    baskets,
    current: props.basket === '' ? null : props.basket,
    skipTo: { id: 'agir', label: 'Aller à l’action' },
    holder,
    children: (
      <>
        {props.undo !== null && <UndoLine {...props.undo} />}
        <div class="bar">
          <h1>{headingOf(record)}</h1>
          <p class="soft num">
            {record.reference} · révision {record.revision}
            {record.scan?.registeredNumber && ` · recommandé ${record.scan.registeredNumber}`}
            {record.scan?.postmark && ` · cachet du ${dateInWords(record.scan.postmark)}`}
            {record.scan?.cutFrom && ' · de la pile '}
            {record.scan?.cutFrom && <a href={`/bureau/${record.scan.cutFrom.id}`}>{record.scan.cutFrom.reference}</a>}
          </p>
          {record.triage !== null && <UrgentLine triage={record.triage} />}
          {props.deadlines !== null && record.erased === null && (
            <p class={props.deadlines.alarm === null ? 'soft' : 'due'}>{deadlinesInWords(props.deadlines)}</p>
          )}
          <LockLine id={record.id} lock={props.lock} holder={holder} now={props.now} basket={props.basket} />
        </div>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        <Doubles {...props} />
        {record.erased !== null && (
          <p class="card why" role="status">
            {erasedInWords(record.erased)}
          </p>
        )}
        {record.freeze !== null && (
          <p class="card why" role="status">
            {`Gelé le ${dateInWords(record.freeze.at.slice(0, 10))} par ${record.freeze.by}\u00a0: ${record.freeze.reason}`}
          </p>
        )}
        {record.unreadable !== null && <p class="card why">{doesNotOpen(record.unreadable)}</p>}
        <div class="two">
          <ReceivedCard
            record={record}
            documents={props.documents}
            basket={props.basket}
            mayReadZones={mayDo(holder.role, 'settle')}
          />
          <div id="agir">
            {props.pending !== null && (
              <PendingCard
                id={record.id}
                pending={props.pending}
                holder={holder}
                maySettle={mayDo(holder.role, 'settle')}
              />
            )}
            {record.reason !== null && (
              <section class="card why">
                <h2>Pourquoi ce courrier vous arrive</h2>
                <p>{record.reason}</p>
              </section>
            )}
            <FailingAddressCard {...props} id={record.id} mayLift={mayDo(holder.role, 'settle')} />
            <NotesCard {...props} id={record.id} />
            {record.erased === null && record.triage !== null && record.source !== 'desk' && (
              <CandidatesCard
                record={record}
                candidates={props.candidates}
                revealed={props.revealed}
                basket={props.basket}
                settles={mainAct(record.triage) === 'personne'}
                mayReveal={mayDo(holder.role, 'reveal')}
                maySettle={mayDo(holder.role, 'settle')}
              />
            )}
            {record.source !== 'desk' && <MacrosCard {...props} />}
            {record.erased === null && mayDo(holder.role, 'settle') && record.source === 'desk' && (
              <SetAside {...props} />
            )}
            {record.erased === null && mayDo(holder.role, 'settle') && record.source !== 'desk' && (
              <Settle {...props} />
            )}
            {record.triage !== null && <Why triage={record.triage} />}
            <HandOverCard {...props} id={record.id} />
            {mayDo(holder.role, 'settle') && <AttachCard record={record} />}
            {mayDo(holder.role, 'settle') && <RegroupCard record={record} documents={props.documents} />}
            <ThreadCard thread={props.thread} />
            <Sendings {...props} />
            <IssuedCard id={record.id} issued={props.issued} mayRevoke={mayDo(holder.role, 'settle')} />
            {mayDo(holder.role, 'export') && <ExportCard id={record.id} />}
          </div>
        </div>
      </>
    ),
  });
}

function headingOf({ source, channel, receivedOn }: ShownCorrespondence): string {
  const day = dateInWords(receivedOn);
  if (source === 'desk') return `Lettre écrite au bureau le ${day}`;
  return `${channel === 'post' ? 'Courrier papier' : 'Courriel'} reçu le ${day}`;
}

function UrgentLine({ triage: { classification } }: { readonly triage: Triage }) {
  const words = urgencyInWords(classification);
  if (words.length === 0) return null;
  return <strong class={classification.danger.length > 0 ? 'flag danger' : 'flag'}>{words.join(', ')}</strong>;
}

function Doubles({ record, doubles: { like, again } }: ItemPageProps) {
  if (like === null && again.length === 0) return null;
  return (
    <p class="card">
      {like !== null && (record.state === 'joined' ? 'Joint à ' : 'Ressemble à ')}
      {like !== null && <a href={`/bureau/${like.id}`}>{like.reference}</a>}
      {like !== null && again.length > 0 && ' · '}
      {again.length > 0 && 'Aussi reçu\u00a0: '}
      {again.map(({ id, reference, state }) => (
        <>
          <a href={`/bureau/${id}`}>{reference}</a>
          {state === 'joined' ? ' (joint à celui-ci) ' : ' (peut-être le même) '}
        </>
      ))}
    </p>
  );
}

const mainAct = (triage: Triage | null): string => MAIN_ACT[triage?.decision.settle ?? 'confirm-person'];

/** What answers nothing is not settled: where it did not leave, it is written anew. */
function SetAside({ record }: ItemPageProps) {
  if (record.state !== 'needs-agent') return null;
  return (
    <form class="card" method="post" action={`/bureau/${record.id}`}>
      <input type="hidden" name="revision" value={record.revision} />
      <button class="main" name="acte" value="ecarter" type="submit">
        Mettre de côté
      </button>
    </form>
  );
}

function Settle({ record, letters, offices, today, candidates, basket, numero }: ItemPageProps) {
  const { identification, classification, decision } = record.triage ?? {};
  const asksForDocument = classification?.requests.some(({ kind }) => kind.startsWith('attestation-')) === true;
  // The one action that settles it is the one that stands out; who it is from stands above where somebody is known.
  const main = candidates.length > 0 && mainAct(record.triage) === 'personne' ? '' : mainAct(record.triage);
  const look = (act: string) => (act === main ? 'main' : 'other');
  return (
    <section class="card">
      <h2>{candidates.length > 0 ? 'Ou bien' : 'Ce qui règle ce courrier'}</h2>
      <form method="post" action={`/bureau/${record.id}`}>
        <input type="hidden" name="revision" value={record.revision} />
        <input type="hidden" name="corbeille" value={basket} />
        <p>
          <label for="numero">Numéro allocataire de la personne</label>
          <input
            id="numero"
            name="numero"
            inputMode="numeric"
            data-touche="a"
            pattern="[0-9]{7}"
            value={numero ?? identification?.numeroAllocataire ?? ''}
          />{' '}
          <select name="role" aria-label="Qui écrit">
            {(['allocataire', 'conjoint', 'enfant'] as const).map((role) => (
              <option value={role} selected={role === identification?.person}>
                {role}
              </option>
            ))}
          </select>
        </p>
        <div class="acts">
          <button class={look('personne')} name="acte" value="personne" type="submit">
            C’est cette personne
          </button>
          <button class={look('demander')} name="acte" value="demander" type="submit" data-touche="n">
            Demander le numéro
          </button>
          <button class={look('ecarter')} name="acte" value="ecarter" type="submit" data-touche="x">
            Mettre de côté
          </button>
          {isRerunnable(record) && (
            <button name="acte" value="relancer" type="submit">
              {record.state === 'failed' ? 'Relancer' : 'Relire'}
            </button>
          )}
        </div>
        {asksForDocument && <PeriodFields />}
        <PiecesFields answerBy={usualPiecesDay(today)} documents={decision?.awaited?.documents ?? []} />
        {offices.size > 0 && <ForwardFields offices={offices} look={look('transmettre')} />}
        <div class="acts">
          <label>
            Lettre{' '}
            <select name="lettre">
              <option value="">— choisir —</option>
              {[...lettersForItem(letters, record)].map(([name, title]) => (
                <option value={name} selected={name === (decision?.preparedLetter ?? decision?.letter)}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <label>
            <input type="checkbox" name="grands" value="oui" /> en grands caractères
          </label>
          <label>
            <input type="checkbox" name="approbation" value="oui" /> à faire approuver par un collègue
          </label>
          <button type="submit" formAction={`/bureau/${record.id}/apercu`} data-touche="p">
            Aperçu
          </button>
          <button class={look('lettre')} name="acte" value="lettre" type="submit" data-touche="l">
            Envoyer cette lettre
          </button>
        </div>
      </form>
    </section>
  );
}

function Why({ triage: { identification, classification, decision } }: { readonly triage: Triage }) {
  const urgent = [...classification.danger, ...(classification.flags ?? []).map(({ because }) => because)];
  return (
    <section class="card">
      <h2>Ce que la machine a compris</h2>
      <dl>
        <dt>De qui</dt>
        <dd>{identification.because.map(maskNirs).join(' ') || '—'}</dd>
        <dt>Demande</dt>
        <dd>
          {classification.requests
            .map(({ kind, confidence }) => `${requestKindName(kind)} (${Math.round(confidence * 100)}\u00a0%)`)
            .join(', ') || '—'}
        </dd>
        {decision.awaited !== undefined && <dt>Attendu</dt>}
        {decision.awaited !== undefined && (
          <dd>{`${decision.awaited.documents.join('\u00a0; ')}, avant le ${dateInWords(decision.awaited.answerBy)}`}</dd>
        )}
        {urgent.length > 0 && <dt>Urgent</dt>}
        {urgent.length > 0 && <dd>{urgent.map(maskNirs).join('\u00a0; ')}</dd>}
      </dl>
      <RequestDetailsList requests={classification.requests} />
      <details>
        <summary>Pourquoi cette décision</summary>
        <ol>
          {decision.trace.map((step) => (
            <li>{maskNirs(step)}</li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function Sendings({ record, sendings, letters, holder }: ItemPageProps) {
  if (sendings.length === 0) return null;
  const again = record.erased === null && record.source !== 'desk' && mayDo(holder.role, 'settle');
  return (
    <section class="card">
      <h2>Réponses</h2>
      <ul>
        {sendings.map(({ purpose, channel, state }) => (
          <li>
            {`${letters.get(purpose) ?? purpose}, par ${channel === 'post' ? 'la poste' : 'courriel'}\u00a0: ${SENDING_STATES[state]}`}
            {again && channel === 'email' && letters.has(purpose) && <AgainByPost record={record} letter={purpose} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** By its preview first: what leaves is looked at. */
function AgainByPost({ record, letter }: { readonly record: ShownCorrespondence; readonly letter: string }) {
  return (
    <form class="inline tight" method="post" action={`/bureau/${record.id}/apercu`}>
      <input type="hidden" name="revision" value={record.revision} />
      <input type="hidden" name="lettre" value={letter} />
      <input type="hidden" name="voie" value="post" />
      <button class="quiet" type="submit">
        Renvoyer par la poste
      </button>
    </form>
  );
}
