import type { DeskRole } from '../../../domain/desk/desk-roles';

export const ROLE_NAMES: Readonly<Record<DeskRole, string>> = {
  agent: 'agent',
  supervisor: 'superviseur',
  administrator: 'administrateur',
  auditor: 'auditeur',
};
