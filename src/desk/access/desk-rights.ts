import type { DeskRight } from '../../domain/desk/desk-roles';

/** A page of the desk, by method and path; `null` for what anybody may open. The first that fits holds. */
const RULES: readonly (readonly ['get' | 'post', RegExp, DeskRight | null])[] = [
  ['post', /^\/entrer$/, null],
  ['get', /^\/bureau\.js$/, null],
  ['get', /^\/fournisseur(\/retour)?$/, null],
  ['get', /^\/invitation\/[^/]+$/, null],
  ['post', /^\/invitation\/[^/]+$/, null],
  ['post', /^\/sortir$/, 'own'],
  ['get', /^\/compte$/, 'own'],
  ['post', /^\/compte$/, 'own'],
  ['get', /^\/comptes$/, 'accounts'],
  ['post', /^\/comptes$/, 'accounts'],
  ['get', /^\/gestes$/, 'team'],
  ['post', /^\/gestes$/, 'team'],
  ['get', /^\/tableau(\.csv)?$/, 'board'],
  // The queues' board asks for itself: programs look at it with a key.
  ['get', /^\/files-attente(\/|$)/, null],
  ['post', /^\/files-attente(\/|$)/, null],
  ['get', /^\/[^/]+\/(dossier\.zip|remise\.json)$/, 'export'],
  ['post', /^\/recherche$/, 'read'],
  ['post', /^\/personnes$/, 'read'],
  ['post', /^\/mentions$/, 'own'],
  ['post', /^\/[^/]+\/reveler$/, 'reveal'],
];

/** What a request asks for; a page that nobody has named shows, a form that nobody has named changes something. */
export function rightFor(method: string, path: string): DeskRight | null {
  const wanted = method === 'POST' ? 'post' : 'get';
  const rule = RULES.find(([one, pattern]) => one === wanted && pattern.test(path));
  if (rule !== undefined) return rule[2];
  return wanted === 'get' ? 'read' : 'settle';
}
