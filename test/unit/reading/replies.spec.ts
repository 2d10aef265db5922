import { htmlToText } from '../../../src/reading/text/html-to-text';
import { splitQuotedText } from '../../../src/reading/text/split-quoted-text';
import { REPLIES } from './replies';

/** New text told from quoted text and signature in replies as the common mail programs write them. Real: both functions. Fake: nothing. */
describe('replies of the common mail programs', () => {
  it('are of many kinds', () => {
    expect(REPLIES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(REPLIES.map((reply) => [reply.client, reply] as const))('%s', (_client, reply) => {
    const pieces = splitQuotedText(
      reply.html === true ? htmlToText(reply.text) : reply.text,
      reply.subject ?? 'Re: Votre demande',
    );
    const of = (source: string) =>
      pieces
        .filter((piece) => piece.source === source)
        .map(({ text }) => text)
        .join('\n')
        .replace(/\n\s*\n/g, '\n');
    expect(of('body')).toBe(reply.own);
    if (reply.signature !== undefined) expect(of('signature')).toContain(reply.signature);
  });
});
