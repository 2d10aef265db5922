import { dateInWords } from '../../domain/calendar/french-dates';
import type { ChaseStep } from '../../domain/waiting/chase-steps';
import type { LinkedItem, Thread, Wait } from '../../persistence/wait.repository';
import { parisDate } from '../../platform/clock';

const STEPS: Readonly<Record<ChaseStep, string>> = {
  remind: 'rappel envoyé',
  'remind-by-post': 'rappel envoyé par la poste',
  bounced: 'envoyé de nouveau par la poste (e-mail non remis)',
  close: 'lettre de clôture envoyée',
};

/** Why a wait ended, by the journal's event; an agent's doing is what is left. */
const ENDS: Readonly<Record<string, string>> = {
  'answer-joined': 'sa réponse est arrivée',
  'closed-unanswered': 'fermé sans réponse',
  'sending-bounced': 'notre e-mail n’est pas arrivé',
  'pieces-overdue': 'documents non reçus à temps',
};

const CAME: Readonly<Record<LinkedItem['by'], string>> = {
  page: 'Réponse donnée sur notre page\u00a0: ',
  reference: 'Réponse reçue\u00a0: ',
  bounce: 'Avis de non-remise\u00a0: ',
  agent: 'Rattaché par un agent\u00a0: ',
};

/** What an item answers, what answers it, and how long we waited. */
export function ThreadCard({ thread: { answers, answeredBy, waits } }: { readonly thread: Thread }) {
  if (answers === null && answeredBy.length === 0 && waits.length === 0) return null;
  return (
    <section class="card">
      <h2>Échange avec l’expéditeur</h2>
      <ul>
        {answers !== null && (
          <li>
            {'Répond à '}
            <Link item={answers} />
            {answers.joined ? '\u00a0: joint à cette demande' : '\u00a0: à rapprocher'}
          </li>
        )}
        {waits.map((wait) => (
          <li>{waitInWords(wait)}</li>
        ))}
        {answeredBy.map((item) => (
          <li>
            {CAME[item.by]}
            <Link item={item} />
            {item.by !== 'bounce' && (item.joined ? ', jointe' : ', à rapprocher')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Link({ item: { id, reference } }: { readonly item: LinkedItem }) {
  return <a href={`/bureau/${id}`}>{reference}</a>;
}

function waitInWords({ since, until, endedBy, step, stepOn }: Wait): string {
  const asked = `Demandé le ${dateInWords(parisDate(since))}`;
  const chased = step === null || stepOn === null ? '' : `, ${STEPS[step]} le ${dateInWords(stepOn)}`;
  if (until === null) return `${asked}${chased}\u00a0: en attente`;
  return `${asked}${chased}\u00a0; ${ENDS[endedBy ?? ''] ?? 'repris par un agent'} le ${dateInWords(parisDate(until))}`;
}
