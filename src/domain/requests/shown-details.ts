import { maskNirs } from '../nir/mask-nirs-in-text';
import type { BankAccount, RequestDetails } from './request-details';

/** What may be shown of the details: bank accounts masked, and every number that can be a NIR. */
export type ShownDetails = Omit<RequestDetails, 'bankAccounts'> & {
  readonly bankAccounts: readonly Omit<BankAccount, 'iban'>[];
};

export function shownDetails(details: RequestDetails): ShownDetails {
  const masked = <Words extends { readonly words: string }>(one: Words): Words => ({
    ...one,
    words: maskNirs(one.words),
  });
  return {
    ...details,
    periods: details.periods.map(masked),
    amounts: details.amounts.map(masked),
    events: details.events.map(masked),
    bankAccounts: details.bankAccounts.map(({ bic, masked: shown, verdict }) => ({ bic, masked: shown, verdict })),
  };
}
