import type { Decision, SettlingAction } from '../correspondence';

/** What an agent has to do with an item: say whose it is, decide, write, or read what the machine could not. */
export const DESK_TASKS = ['identify', 'decide', 'write', 'read'] as const;
export type DeskTask = (typeof DESK_TASKS)[number];

const TASK_OF: Readonly<Record<SettlingAction, DeskTask>> = {
  'confirm-person': 'identify',
  'ask-identifier': 'identify',
  'choose-letter': 'decide',
  forward: 'decide',
  'set-aside': 'decide',
  answer: 'write',
  read: 'read',
};

/** The task that a decision leaves to an agent: which basket the item lies in. */
export const taskOf = ({ settle }: Decision): DeskTask => (settle === null ? 'decide' : TASK_OF[settle]);
