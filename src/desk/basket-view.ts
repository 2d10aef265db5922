import type { BasketFilter } from '../persistence/desk/basket.query';
import { readText } from './access/form-fields';

/** What of a basket is shown, as its address says: a link to it shows a colleague the same. */
export interface BasketView extends BasketFilter {
  /** From 1. */
  readonly page: number;
}

const MOST_PAGES = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHANNELS = { courriel: 'email', papier: 'post' } as const;

/** Whatever makes no sense in an address is left out. */
export function readBasketView(query: Readonly<Record<string, unknown>>): BasketView {
  const page = Number(readText(query, 'page'));
  const channel = readText(query, 'voie');
  const agent = readText(query, 'agent');
  return {
    page: Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1,
    channel: channel === 'courriel' || channel === 'papier' ? CHANNELS[channel] : null,
    urgent: readText(query, 'urgent') === 'oui',
    agent: UUID.test(agent) ? agent : null,
  };
}

export function basketAddress(name: string, { channel, urgent, agent, page }: BasketView): string {
  const query = new URLSearchParams({ corbeille: name });
  if (channel !== null) query.set('voie', channel === 'email' ? 'courriel' : 'papier');
  if (urgent) query.set('urgent', 'oui');
  if (agent) query.set('agent', agent);
  if (page > 1) query.set('page', String(page));
  return `/bureau?${query}`;
}
