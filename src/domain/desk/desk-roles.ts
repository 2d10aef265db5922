/** What an account of the desk may be. */
export const DESK_ROLES = ['agent', 'supervisor', 'administrator', 'auditor'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

/**
 * What a page asks for: `own` one’s own account, `read` items and baskets, `settle` whatever changes an item, `reveal` a NIR in
 * full, `board` figures and queues, `export` a whole case, `team` what concerns colleagues (their absences, acts made ready for all),
 * `accounts` other people’s accounts.
 */
export type DeskRight = 'own' | 'read' | 'settle' | 'reveal' | 'board' | 'export' | 'team' | 'accounts';

const RIGHTS: Readonly<Record<DeskRole, readonly DeskRight[]>> = {
  agent: ['own', 'read', 'settle', 'reveal'],
  supervisor: ['own', 'read', 'settle', 'reveal', 'board', 'export', 'team'],
  administrator: ['own', 'read', 'settle', 'reveal', 'board', 'export', 'team', 'accounts'],
  // Who checks the others' work changes nothing of it, and sees no number in full.
  auditor: ['own', 'read', 'board'],
};

/** May somebody of this role do this? */
export const mayDo = (role: DeskRole, right: DeskRight): boolean => RIGHTS[role].includes(right);
