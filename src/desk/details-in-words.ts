import { formatEuros } from '../domain/calendar/french-amounts';
import { dateInWords, monthInWords, ofMonth } from '../domain/calendar/french-dates';
import { maskNirs } from '../domain/nir/mask-nirs-in-text';
import type { ReadEvent, ReadPeriod, RequestDetails } from '../domain/requests/request-details';
import { shownDetails } from '../domain/requests/shown-details';

/** What goes with a request, one plain sentence each; bank accounts and NIRs are masked. */
export function detailsInWords(details: RequestDetails): readonly string[] {
  const { periods, amounts, address, bankAccounts, events, children, channel, benefits } = shownDetails(details);
  return [
    ...periods.map(periodInWords),
    ...(benefits.length > 0 ? [`Prestation demandée\u00a0: ${benefits.join(', ')}.`] : []),
    ...amounts.map(({ cents, about }) => `${formatEuros(cents)}${about === null ? '' : ` (${about})`}.`),
    ...(address === null
      ? []
      : [
          `Nouvelle adresse${address.from === null ? '' : ` à partir du ${dateInWords(address.from)}`}\u00a0: ${address.lines.filter((line) => line !== '').join(', ')}.`,
        ]),
    ...bankAccounts.map(
      ({ masked, bic, verdict }) =>
        `Compte ${masked}${bic === null ? '' : `, BIC ${bic}`}\u00a0: ${verdict === 'valid' ? 'clés justes' : 'clé fausse, à vérifier'}.`,
    ),
    ...events.map(eventInWords),
    ...children.map(
      ({ firstName, birthDate }) =>
        `Enfant\u00a0: ${maskNirs(firstName)}${birthDate === null ? '' : `, naissance le ${dateInWords(birthDate)}`}.`,
    ),
    ...(channel === null ? [] : [`Réponse souhaitée par ${channel === 'post' ? 'courrier' : 'e-mail'}.`]),
  ];
}

function periodInWords({ from, to, doubt, words }: ReadPeriod): string {
  const said = `«\u00a0${words}\u00a0»`;
  if (doubt === 'future') return `Période à venir\u00a0: ${said}.`;
  if (from === null || to === null) return `Période à préciser\u00a0: ${said}.`;
  return from === to
    ? `Période\u00a0: ${monthInWords(from)} (${said}).`
    : `Période\u00a0: ${ofMonth(from)} à ${monthInWords(to)} (${said}).`;
}

function eventInWords({ what, on }: ReadEvent): string {
  const name = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return `${name}\u00a0: ${on.length === 10 ? dateInWords(on) : monthInWords(on)}.`;
}
