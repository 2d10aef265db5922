import { dateInWords } from '../../domain/calendar/french-dates';
import type { SettlingAction, Triage } from '../../domain/correspondence';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { OtherOffice } from '../../domain/other-office';
import { usualPiecesDay } from '../../domain/waiting/missing-pieces';
import type { DocumentRecord, SendingRecord, ShownCorrespondence } from '../../persistence/correspondence-record';
import type { StoredDeadlines } from '../../persistence/deadlines/deadline-book';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { LinkedDoubles } from '../../persistence/doubles/double-finder';
import type { Thread } from '../../persistence/wait.repository';
import { isRerunnable } from '../../pipeline/rerun-correspondence';
import { deadlinesInWords } from '../deadlines-in-words';
import { erasedInWords } from '../erased-in-words';
import type { IssuedDocument } from '../issued-documents';
import { lettersForItem } from '../letters-for-item';
import { doesNotOpen } from './does-not-open';
import { ForwardFields } from './forward-fields';
import { IssuedCard } from './issued-card';
import { type Basket, renderPage } from './page';
import { PiecesFields } from './pieces-fields';
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
  /** YYYY-MM-DD */
  readonly today: string;
  readonly notice: string | null;
}

const SENDING_STATES: Readonly<Record<SendingRecord['state'], string>> = {
  reserved: 'à envoyer',
  transmitting: 'en cours d’envoi',
  sent: 'envoyée',
  'perhaps-sent': 'peut-être envoyée\u00a0: à vérifier',
  refused: 'refusée par le serveur',
  withdrawn: 'retirée avant l’envoi',
};

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
    current: null,
    holder,
    children: (
      <>
        <h1>{headingOf(record)}</h1>
        <p class="soft num">
          {record.reference} · révision {record.revision}
          {record.scan?.registeredNumber && ` · recommandé ${record.scan.registeredNumber}`}
          {record.scan?.postmark && ` · cachet du ${dateInWords(record.scan.postmark)}`}
        </p>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {props.deadlines !== null && record.erased === null && <p class="soft">{deadlinesInWords(props.deadlines)}</p>}
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
          <Received {...props} />
          <div>
            {record.reason !== null && (
              <section class="card why">
                <h2>Pourquoi ce courrier vous arrive</h2>
                <p>{record.reason}</p>
              </section>
            )}
            {record.erased === null && record.source === 'desk' && <SetAside {...props} />}
            {record.erased === null && record.source !== 'desk' && <Settle {...props} />}
            {record.triage !== null && <Why triage={record.triage} />}
            <ThreadCard thread={props.thread} />
            <Sendings sendings={props.sendings} />
            <IssuedCard id={record.id} issued={props.issued} />
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

function Received({ record, documents }: ItemPageProps) {
  const { reading } = record;
  return (
    <section class="card" aria-label="Document reçu">
      {reading?.from && <p class="soft">De {maskNirs(`${reading.from.name} <${reading.from.address}>`)}</p>}
      {reading?.subject && <h2>{maskNirs(reading.subject)}</h2>}
      {record.erased === null && (
        <pre>{reading === null ? 'Ce courrier n’a pas encore été lu.' : maskNirs(reading.text)}</pre>
      )}
      {reading?.unreadable.map((sentence) => (
        <p class="card why">{sentence}</p>
      ))}
      <ul>
        {documents.map(({ id, name, type, size }) => (
          <li>
            <a href={`/bureau/${record.id}/documents/${id}`}>{maskNirs(name)}</a>{' '}
            <span class="soft">{`${type}, ${Math.ceil(size / 1024)} ko`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

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

function Settle({ record, letters, offices, today }: ItemPageProps) {
  const { identification, classification, decision } = record.triage ?? {};
  const asksForDocument = classification?.requests.some(({ kind }) => kind.startsWith('attestation-')) === true;
  // The one action that settles it is the one that stands out.
  const main = MAIN_ACT[decision?.settle ?? 'confirm-person'];
  const look = (act: string) => (act === main ? 'main' : 'other');
  return (
    <section class="card">
      <h2>Ce qui règle ce courrier</h2>
      <form method="post" action={`/bureau/${record.id}`}>
        <input type="hidden" name="revision" value={record.revision} />
        <p>
          <label for="numero">Numéro allocataire de la personne</label>
          <input
            id="numero"
            name="numero"
            inputMode="numeric"
            pattern="[0-9]{7}"
            value={identification?.numeroAllocataire ?? ''}
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
          <button class={look('demander')} name="acte" value="demander" type="submit">
            Demander le numéro
          </button>
          <button class={look('ecarter')} name="acte" value="ecarter" type="submit">
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
          <button class={look('lettre')} name="acte" value="lettre" type="submit">
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
            .map(({ kind, confidence }) => `${kind} (${Math.round(confidence * 100)} %)`)
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

function Sendings({ sendings }: Pick<ItemPageProps, 'sendings'>) {
  if (sendings.length === 0) return null;
  return (
    <section class="card">
      <h2>Réponses</h2>
      <ul>
        {sendings.map(({ purpose, channel, state }) => (
          <li>{`${purpose}, par ${channel === 'post' ? 'la poste' : 'courriel'}\u00a0: ${SENDING_STATES[state]}`}</li>
        ))}
      </ul>
    </section>
  );
}
