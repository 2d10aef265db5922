import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TriageLine } from '../../src/cli/triage/triage-line';
import { findNirs } from '../../src/domain/nir/find-nirs-in-text';

/**
 * Every message of the mail corpora through `courrier triage`. Real: the built command on the messages that the folder
 * named by MAIL_CORPUS holds (none is in this repository). Fake: nothing. Skipped, and counted so, where it is not set.
 */
const CORPUS = process.env.MAIL_CORPUS;
const CLI = path.resolve(__dirname, '../../dist/cli.js');
const withCorpus = CORPUS !== undefined && existsSync(CORPUS) ? describe : describe.skip;

/** What says by itself that nobody may answer it: looked for without the reading that is under test. */
const NEVER_ANSWERED =
  /^(?:auto-submitted:(?!\s*no\b)|list-(?:id|unsubscribe|post|help):|precedence:\s*(?:bulk|list|junk)|return-path:\s*<>|content-type:\s*multipart\/report|from:.*(?:mailer-daemon|no-?reply)@)/im;

withCorpus('mail corpora', () => {
  const folder = CORPUS ?? '';
  const lines: TriageLine[] = [];
  const seconds: number[] = [];
  const files = CORPUS === undefined ? [] : messagesUnder(folder);

  beforeAll(async () => {
    const child = spawn(process.execPath, [CLI, 'triage', '--json', '--reveal', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = performance.now();
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(JSON.parse(line) as TriageLine);
      seconds.push((performance.now() - last) / 1000);
      last = performance.now();
    }
  }, 300_000);

  it('gives each message one line and one state, none after long', () => {
    expect(lines.map(({ file }) => path.relative(folder, file)).sort()).toEqual(files);
    expect(lines.every(({ state }) => ['decided', 'needs-agent', 'set-aside', 'unreadable'].includes(state))).toBe(
      true,
    );
    // 5 s on an idle machine; a message waits for those before it, and pictures of text are read.
    expect(Math.max(...seconds)).toBeLessThan(25);
  });

  it('finds nobody’s NIR', () => {
    const found = lines.flatMap(({ file, text, subject }) =>
      findNirs(`${subject}\n${text}`)
        .filter(({ verdict, labelled }) => verdict === 'valid' || labelled)
        .map(({ nir }) => `${file} ${nir}`),
    );
    expect(found).toEqual([]);
    expect(lines.filter(({ identification }) => identification.verdict === 'matched')).toEqual([]);
  });

  it('answers nobody who must not be', () => {
    const answered = lines.filter(({ file, mayAutoReply }) => mayAutoReply && NEVER_ANSWERED.test(headersOf(file)));
    expect(answered.map(({ file }) => file)).toEqual([]);
  });

  it('says of each message set aside why, from its headers', () => {
    const evidence =
      /auto|list|precedence|return-path:\s*<>|report|mailer-daemon|no-?reply|postmaster|failed|delivery-status|mail delivery|-request@|news|announcements@|newsflash/i;
    const odd = lines.filter(({ file, state }) => state === 'set-aside' && !evidence.test(headersOf(file)));
    expect(odd.map(({ file }) => file)).toEqual([]);
  });

  it('never calls empty what is there: no text means unreadable, set aside, or a subject alone', () => {
    const silent = lines.filter(
      ({ state, text, subject }) => text === '' && state !== 'unreadable' && state !== 'set-aside' && subject === '',
    );
    expect(silent.map(({ file }) => file)).toEqual([]);
    expect(
      lines
        .filter(
          ({ state, text, attachments }) =>
            text === '' && attachments.length > 0 && state !== 'unreadable' && state !== 'set-aside',
        )
        .map(({ file }) => file),
    ).toEqual([]);
    expect(lines.filter(({ state, reason }) => state === 'unreadable' && !reason)).toEqual([]);
  });
});

function messagesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:\.|_(?:LICENSE|NOTICE|PROVENANCE))/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

function headersOf(file: string): string {
  const text = readFileSync(file, 'latin1').replace(/\r\n?/g, '\n');
  return text.slice(0, text.search(/\n\n|$(?![\s\S])/));
}
