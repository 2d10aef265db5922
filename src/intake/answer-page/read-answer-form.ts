import { type CalendarDay, isCalendarDay } from '../../domain/calendar/calendar-days';
import { dateInFigures } from '../../domain/calendar/french-dates';
import type { ReadItem } from '../../domain/correspondence';
import { formatNir } from '../../domain/nir/nir-format';
import { nirKey } from '../../domain/nir/nir-key';
import { normaliseNir } from '../../domain/nir/normalise-nir';
import { isPlausibleNir } from '../../domain/nir/plausible-nir';
import { ok, type Result, refused } from '../../domain/result';
import { ANSWER_LIMITS } from './answer-limits';

/** Fields of the form, by their names in it. */
export const ANSWER_FIELDS = ['nom', 'prenom', 'jour', 'mois', 'annee', 'nir'] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];
export type AnswerForm = Readonly<Record<AnswerField, string>>;
/** What is wrong beside each field, in plain French; it never repeats what was typed. */
export type AnswerFaults = Readonly<Partial<Record<'nom' | 'prenom' | 'naissance' | 'nir', string>>>;

export interface TypedAnswer {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: CalendarDay;
  readonly nir: string;
  readonly key: string | null;
}

/** The form as it was sent, whatever was sent: a field that is not there is empty. */
export function answerFormOf(sent: URLSearchParams): AnswerForm {
  const field = (name: AnswerField): string => (sent.get(name) ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return Object.fromEntries(ANSWER_FIELDS.map((name) => [name, field(name)])) as Record<AnswerField, string>;
}

/**
 * Checks the form of what was typed, and nothing else: nobody is looked up here.
 * @param today births after it are refused
 */
export function readAnswerForm(form: AnswerForm, today: CalendarDay): Result<TypedAnswer, AnswerFaults> {
  const birthDate = birthDateOf(form, today);
  const nir = normaliseNir(form.nir);
  const found: Record<string, string | null> = {
    nom: faultOfName(form.nom, 'votre nom'),
    prenom: faultOfName(form.prenom, 'votre prénom'),
    naissance:
      birthDate === null ? 'Écrivez votre date de naissance\u00a0: jour, mois et année, par exemple 12 8 1955.' : null,
    nir: nir.ok ? null : faultOfNir(form.nir),
  };
  const faults = Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null)) as AnswerFaults;
  if (birthDate === null || !nir.ok || Object.keys(faults).length > 0) return refused(faults);
  return ok({ lastName: form.nom, firstName: form.prenom, birthDate, nir: nir.value.nir, key: nir.value.key });
}

function faultOfName(name: string, whose: string): string | null {
  if (name === '') return `Écrivez ${whose}.`;
  if (name.length > ANSWER_LIMITS.nameLength) return `Écrivez ${whose} en ${ANSWER_LIMITS.nameLength} lettres au plus.`;
  return /^[\p{L}\p{M}'’. -]+$/u.test(name) ? null : `Écrivez ${whose} avec des lettres seulement.`;
}

function birthDateOf({ jour, mois, annee }: AnswerForm, today: CalendarDay): CalendarDay | null {
  if (!/^\d{1,2}$/.test(jour) || !/^\d{1,2}$/.test(mois) || !/^\d{4}$/.test(annee)) return null;
  const day = `${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`;
  return isCalendarDay(day) && day >= '1890-01-01' && day <= today ? day : null;
}

const ON_THE_CARD = 'Recopiez-le de votre carte Vitale.';

function faultOfNir(typed: string): string {
  const bare = typed
    .normalize('NFKC')
    .replace(/[^\p{L}\d]/gu, '')
    .toUpperCase();
  if (bare === '') return 'Écrivez votre numéro de sécurité sociale.';
  if (bare.length !== 13 && bare.length !== 15)
    return `Ce numéro compte 13 chiffres, ou 15 avec la clé\u00a0: vous en avez écrit ${bare.length}. ${ON_THE_CARD}`;
  const nir = bare.slice(0, 13);
  if (bare.length === 15 && isPlausibleNir(nir) && nirKey(nir) !== bare.slice(13))
    return `La clé (les 2 derniers chiffres) ne va pas avec le reste du numéro\u00a0: un chiffre n’est pas le bon. ${ON_THE_CARD}`;
  return `Ce numéro n’a pas la forme d’un numéro de sécurité sociale. ${ON_THE_CARD}`;
}

/** The answer as the stages after reading find it: what a person would have written in a letter. */
export function readingOfAnswer({ lastName, firstName, birthDate, nir, key }: TypedAnswer, now: Date): ReadItem {
  const body = [
    `Prénom et nom\u00a0: ${firstName} ${lastName}`,
    `Date de naissance\u00a0: ${dateInFigures(birthDate)}`,
    `Numéro de sécurité sociale\u00a0: ${formatNir(nir, key)}`,
  ].join('\n');
  return {
    channel: 'email',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: false,
    mayNotAutoReplyBecause: ['Réponse donnée sur notre page\u00a0: elle n’a pas d’adresse à laquelle répondre.'],
    from: null,
    replyTo: null,
    recipients: [],
    subject: '',
    date: now.toISOString(),
    messageId: null,
    inReplyTo: null,
    references: [],
    text: body,
    texts: [{ source: 'body', name: null, text: body }],
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: 'Réponse donnée sur notre page.' },
    scan: null,
  };
}
