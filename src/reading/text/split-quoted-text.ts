import type { ReadText } from '../../domain/correspondence';

export type WrittenText = {
  readonly source: Extract<ReadText['source'], 'body' | 'quoted' | 'signature'>;
  readonly text: string;
};

/** Lines that introduce the message that is answered or forwarded, in the words of the mail programs in use. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^(?:Le|On|Il giorno|Am|El)\b.{3,300}\s(?:a écrit|a ecrit|wrote|ha scritto|schrieb|escribió)\s?:\s*$/i,
  /^.{3,200}\s(?:a écrit|a ecrit)\s?:\s*$/i,
  /^-{2,}\s*(?:Message d['’]origine|Message original|Mail original|Courriel original|Original Message|Mensaje original|Ursprüngliche Nachricht)\s*-{2,}$/i,
  /^(?:-{2,}\s*)?(?:Message transféré|Message réexpédié|Forwarded message|Mail transféré|Courriel transféré)\s*(?:-{2,})?\s*:?\s*$/i,
  /^(?:Début du message (?:transféré|réexpédié)|Begin forwarded message)\s?:?\s*$/i,
];
const FORWARD_MARK = /(?:transféré|réexpédié|forwarded)/i;
const FORWARD_SUBJECT = /^\s*(?:fwd?|tr|wg|enc|i)\s?:/i;
const FROM_LINE = /^\s*\**(?:De|From|Expéditeur|Von)\s?:\**\s*\S/i;
const HEADER_LINE =
  /^\s*\**(?:Envoyé(?: le)?|Date|À|A|To|Sent|Objet|Subject|Cc|Répondre à|Reply-To|Pour|Gesendet|An|Betreff)\s?:/i;
/** RFC 3676 §4.3 writes «-- »; mail programs lose the blank. */
const SIGNATURE_MARK = /^--\s?$/;
const DEVICE_LINE =
  /^(?:Envoyé (?:de|depuis|à partir de|à partir d['’]|avec|par) ?.{2,80}|Envoyée? (?:de|depuis) .{2,80}|Sent (?:from|with|using|via) (?:my|Mail|Outlook|Yahoo|Proton|Samsung).{0,80}|(?:Télécharge[rz]|Obten(?:ir|ez)|Get) Outlook (?:pour|for) .{2,60}|Provenance : Courrier pour Windows.*)$/i;
/** A signature is short; what goes on for longer was written for its reader. */
const SIGNATURE_LENGTH = 900;

/**
 * Tells what was newly written from what is quoted and from the signature. A forward without new words is itself what
 * was sent; an answer without new words stays quoted (it would be our own letter).
 * @returns pieces in reading order, none empty
 */
export function splitQuotedText(text: string, subject: string): WrittenText[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const kinds = kindsOfLines(lines);
  const pieces = gather(lines, kinds);
  const quoted = pieces.filter(({ source }) => source === 'quoted');
  const isForward = FORWARD_SUBJECT.test(subject) || quoted.some((piece) => FORWARD_MARK.test(firstLines(piece.text)));
  if (isForward && quoted.length > 0 && !pieces.some(({ source }) => source === 'body')) return promoted(pieces);
  return pieces;
}

function promoted(pieces: readonly WrittenText[]): WrittenText[] {
  const first = pieces.findIndex(({ source }) => source === 'quoted');
  return pieces.map((piece, at) => (at === first ? { source: 'body', text: piece.text.replace(/^> ?/gm, '') } : piece));
}

function kindsOfLines(lines: readonly string[]): WrittenText['source'][] {
  const kinds: WrittenText['source'][] = lines.map((line) => (/^\s?>/.test(line) ? 'quoted' : 'body'));
  const cut = lines.findIndex((_line, at) => kinds[at] === 'body' && introductionLength(lines, at) > 0);
  const mine = cut < 0 ? lines.length : cut;
  if (cut >= 0) markQuote(lines, kinds, cut);
  markSignature(lines, kinds, mine);
  return kinds;
}

/** Behind an introduction everything is quoted, but for answers between or under `>` lines. */
function markQuote(lines: readonly string[], kinds: WrittenText['source'][], cut: number): void {
  const after = cut + introductionLength(lines, cut);
  const next = lines.findIndex((line, at) => at >= after && line.trim() !== '');
  const prefixed = next >= 0 && kinds[next] === 'quoted';
  for (let at = cut; at < (prefixed ? after : lines.length); at++) kinds[at] = 'quoted';
}

/** How many lines from `at` introduce a quote; 0 for none. Programs fold «Le … a écrit :» over up to three lines. */
function introductionLength(lines: readonly string[], at: number): number {
  const line = (lines[at] ?? '').trim();
  if (line === '') return 0;
  const fold = /^(?:Le|On)\s/i.test(line) ? 3 : 1;
  for (let count = 1; count <= fold; count++) {
    const joined = lines
      .slice(at, at + count)
      .map((part) => part.trim())
      .join(' ');
    if (INTRODUCTIONS.some((pattern) => pattern.test(joined)) && speaksOfMail(joined, lines[at + count])) return count;
  }
  if (/^_{10,}$/.test(line)) {
    const next = lines.findIndex((part, index) => index > at && part.trim() !== '');
    return next > 0 && next - at < 4 && headerBlockAt(lines, next) ? 1 : 0;
  }
  return headerBlockAt(lines, at) ? 1 : 0;
}

/** «Le service a écrit :» may be a sentence of the letter: a date with its time, an address or `>` behind it tells. */
function speaksOfMail(introduction: string, next: string | undefined): boolean {
  if (!/(?:écrit|ecrit|wrote|scritto|schrieb|escribió)\s?:$/i.test(introduction)) return true;
  return /\d{1,2}\s?[:hH]\s?\d{2}|@|\b(?:19|20)\d\d\b/.test(introduction) || /^\s?>/.test(next ?? '');
}

/** «De : … Envoyé : … À : … Objet : …»: two more header lines among the next six, or a form's «De :» would cut a letter. */
function headerBlockAt(lines: readonly string[], at: number): boolean {
  if (!FROM_LINE.test(lines[at] ?? '')) return false;
  return lines.slice(at + 1, at + 7).filter((line) => HEADER_LINE.test(line)).length >= 2;
}

function markSignature(lines: readonly string[], kinds: WrittenText['source'][], end: number): void {
  for (let at = 0; at < lines.length; at++)
    if (kinds[at] === 'body' && DEVICE_LINE.test((lines[at] ?? '').trim())) kinds[at] = 'signature';
  const mark = lines.findLastIndex((line, at) => at < end && kinds[at] === 'body' && SIGNATURE_MARK.test(line));
  if (mark < 0) return;
  const below = lines
    .slice(mark, end)
    .filter((_line, at) => kinds[mark + at] === 'body')
    .join('\n');
  if (below.length > SIGNATURE_LENGTH) return;
  for (let at = mark; at < end; at++) if (kinds[at] === 'body') kinds[at] = 'signature';
}

function gather(lines: readonly string[], kinds: readonly WrittenText['source'][]): WrittenText[] {
  const pieces: { source: WrittenText['source']; lines: string[] }[] = [];
  lines.forEach((line, at) => {
    const last = pieces.at(-1);
    const source = line.trim() === '' ? (last?.source ?? 'body') : (kinds[at] ?? 'body');
    if (last?.source === source) last.lines.push(line);
    else pieces.push({ source, lines: [line] });
  });
  return pieces
    .map((piece) => ({ source: piece.source, text: piece.lines.join('\n').trim() }))
    .filter((piece) => piece.text !== '');
}

const firstLines = (text: string): string => text.split('\n', 3).join('\n');
