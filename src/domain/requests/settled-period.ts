import type { Classification } from '../correspondence';
import type { RequestDetails } from './request-details';

const NOTHING: RequestDetails = {
  periods: [],
  amounts: [],
  address: null,
  bankAccounts: [],
  events: [],
  children: [],
  channel: null,
  benefits: [],
};

/** The months that an agent named, in place of those that the message seems to say. @param period YYYY-MM, both included */
export function withSettledPeriod(
  classification: Classification,
  period: { readonly from: string; readonly to: string } | null,
): Classification {
  if (period === null) return classification;
  const settled = { ...period, open: false, doubt: null, words: 'dit par un agent' };
  return {
    ...classification,
    requests: classification.requests.map((request) =>
      request.kind.startsWith('attestation-')
        ? { ...request, details: { ...NOTHING, ...request.details, periods: [settled] } }
        : request,
    ),
  };
}
