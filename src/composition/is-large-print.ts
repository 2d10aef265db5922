import type { ReplyOrder } from '../domain/reply';

/** As the agent chose; else as the file's allocataire asked. */
export function isLargePrint({ largePrint, file }: ReplyOrder): boolean {
  return largePrint ?? file?.largePrint ?? false;
}
