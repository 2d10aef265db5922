import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import labels from '../../fixtures/reading/corpus-labels.json';
import { readMessage } from './read-message';

/**
 * Who may be answered, on the messages of the mail corpora whose sources say what they are (by name, folder or what they were written to
 * show). Real: reading of whole messages, with no address of ours to help. Fake: nothing. Skipped where MAIL_CORPUS is not set.
 */
const CORPUS = process.env.MAIL_CORPUS;
const withCorpus = CORPUS !== undefined && existsSync(CORPUS) ? describe : describe.skip;

withCorpus('automatic mail in the corpora', () => {
  const folder = CORPUS ?? '';
  const names = CORPUS === undefined ? [] : messagesUnder(folder);
  const labelled = (label: keyof typeof labels): string[] =>
    names.filter((name) => labels[label].some((pattern) => new RegExp(pattern).test(name)));
  // Pictures and PDFs cost time and say nothing of who wrote: lines of their base64 are left out.
  const read = (name: string) => {
    const raw = readFileSync(path.join(folder, name), 'latin1');
    return readMessage(Buffer.from(raw.replace(/(?:[A-Za-z0-9+/=]{40,}\r?\n){2,}/g, ''), 'latin1'));
  };

  it('labels no message twice, and enough of each kind', () => {
    const all = (['bounce', 'automatic', 'list', 'human'] as const).map(labelled);
    expect(new Set(all.flat()).size).toBe(all.flat().length);
    expect(all.map(({ length }) => length).every((count) => count >= 8)).toBe(true);
  });

  it.each(['bounce', 'automatic', 'list'] as const)('never answers what is labelled %s', async (label) => {
    const answered: string[] = [];
    for (const name of labelled(label)) {
      const { automatic, mayAutoReply } = await read(name);
      if (mayAutoReply || automatic === null) answered.push(name);
    }
    expect(answered).toEqual([]);
  });

  it('sets no person’s message aside as automatic', async () => {
    const lost: string[] = [];
    for (const name of labelled('human')) {
      const { automatic, automaticBecause } = await read(name);
      if (automatic !== null) lost.push(`${name}: ${automaticBecause.join(' ')}`);
    }
    expect(lost).toEqual([]);
  }, 60_000);
});

function messagesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:\.|_(?:LICENSE|NOTICE|PROVENANCE))/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
