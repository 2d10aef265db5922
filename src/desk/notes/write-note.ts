import {
  completeMentions,
  type Mentionable,
  type MentioningText,
  type UnclearMention,
} from '../../domain/desk/mentions';
import { ok, type Result, refused } from '../../domain/result';
import type { AccountRepository } from '../../persistence/desk/account.repository';
import type { NoteRepository } from '../../persistence/desk/note.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';

/** A longer one is a letter. */
export const MOST_NOTE_SIGNS = 2_000;

interface Parts {
  readonly accounts: Pick<AccountRepository, 'list'>;
  readonly notes: Pick<NoteRepository, 'write'>;
}

/** Leaves a note on an item, for whoever opens it and for those whom it mentions. */
export class WriteNote {
  constructor(private readonly parts: Parts) {}

  /** Who may be mentioned: everybody who can come in. */
  async people(): Promise<Mentionable[]> {
    const accounts = await this.parts.accounts.list();
    return accounts
      .filter(({ disabled, ready }) => ready && !disabled)
      .map(({ id, login, name }) => ({ id, login, name }));
  }

  /** @returns the note as it would be kept, or why it would not, in French */
  async check(written: string): Promise<Result<MentioningText, string>> {
    const text = written.replaceAll('\r\n', '\n').trim();
    if (text === '') return refused('Écrivez la note.');
    if (text.length > MOST_NOTE_SIGNS) return refused('Une note tient en deux mille signes.');
    const completed = completeMentions(text, await this.people());
    return completed.ok ? completed : refused(completed.error.map(unclearInWords).join(' '));
  }

  /** @param alsoFor logins of people chosen from a list, beside those whom the text mentions @returns why not, in French */
  async write(
    correspondenceId: string,
    written: string,
    alsoFor: readonly string[],
    by: Pick<DeskUser, 'id' | 'name'>,
  ): Promise<Result<true, string>> {
    const completed = await this.check(written);
    if (!completed.ok) return completed;
    const chosen = (await this.people()).filter(({ login }) => alsoFor.includes(login));
    const mentioned = [...new Set([...completed.value.mentioned, ...chosen].map(({ id }) => id))];
    const done = await this.parts.notes.write({ correspondenceId, text: completed.value.text, by, mentioned });
    return done ? ok(true as const) : refused('Ce courrier est effacé\u00a0: il ne prend plus de note.');
  }
}

function unclearInWords({ written, choices }: UnclearMention): string {
  if (choices.length === 0) return `«\u00a0${written}\u00a0» n’est personne au bureau.`;
  const names = choices.map(({ login, name }) => `@${login} (${name})`).join(', ');
  return `«\u00a0${written}\u00a0» peut être ${names}\u00a0: écrivez-en davantage.`;
}
