import { ok, type Result, refused } from '../domain/result';
import { documentsOfLines } from '../domain/waiting/missing-pieces';
import { typedFree } from './replies/reply-form';
import { type SettlementRequest, settlementRequest } from './settle-correspondence';

/** What an agent's form asks for, or the French sentence that says what is missing. */
export function settlementOfForm(body: Readonly<Record<string, unknown>>): Result<SettlementRequest, string> {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '');
  const revision = Number(text('revision'));
  const [from, to] = [text('du'), text('au') || text('du')];
  const period = from === '' ? {} : { period: { from, to } };
  const act = {
    personne: { person: { numeroAllocataire: text('numero'), role: text('role') } },
    demander: { letter: 'nir-manquant' },
    lettre: { letter: text('lettre'), ...period, ...howOf(body) },
    periode: period,
    pieces: { pieces: { documents: documentsOfLines(text('pieces')), answerBy: text('avant') } },
    transmettre: { forward: { office: text('caf') } },
    ecarter: { setAside: true },
  }[text('acte')];
  if (act === undefined) return refused('Choisissez ce qui règle ce courrier.');
  const parsed = settlementRequest.safeParse({ revision, ...act });
  if (parsed.success) return ok(parsed.data);
  if (text('acte') === 'transmettre') return refused('Choisissez la Caf à qui transmettre ce courrier.');
  if (text('acte') === 'lettre' && text('lettre') === '') return refused('Choisissez la lettre à envoyer.');
  if (text('acte') === 'pieces')
    return refused('Nommez les documents, un par ligne, vingt au plus, et le dernier jour pour les envoyer.');
  if (text('acte') !== 'personne')
    return refused('Donnez les mois de la période, du premier au dernier\u00a0: AAAA-MM.');
  return refused('Donnez le numéro allocataire, sept chiffres, de la personne qui écrit.');
}

/** How a letter is written, and by which way it goes. */
function howOf(body: Readonly<Record<string, unknown>>): Pick<SettlementRequest, 'free' | 'channel' | 'largePrint'> {
  const free = typedFree(body);
  return {
    ...(Object.keys(free).length === 0 ? {} : { free }),
    ...(body.voie === 'post' ? { channel: 'post' as const } : {}),
    ...(body.grands === 'oui' ? { largePrint: true } : {}),
  };
}
