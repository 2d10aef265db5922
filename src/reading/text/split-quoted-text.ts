import type { ReadText } from '../../domain/correspondence';

export type WrittenText = {
  readonly source: Extract<ReadText['source'], 'body' | 'quoted' | 'signature'>;
  readonly text: string;
};

/** Lines that introduce the message that is answered or forwarded, in the words of the mail programs in use. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^(?:Le|On|Il giorno|Am|El)\b.{3,300}\s(?:a écrit|a ecrit|wrote|ha scritto|schrieb|escribió)\s?:\s*$/i,
  /^.{3,200}\s(?:a écrit|a ecrit)\s?:\s*$/i,
  // Yahoo on phones goes on in the same line.
  /^(?:Le|On)\b.{3,200}\d{1,2}\s?[:h]\s?\d{2}.{1,120}@[^\s>]+>?\s(?:a écrit|wrote)\s?:\s{2,}\S/i,
  /^-{2,}\s*(?:Message d['’]origine|Message original|Mail original|Courriel original|Original Message|Mensaje original|Ursprüngliche Nachricht)\s*-{2,}$/i,
  /^(?:-{2,}\s*)?(?:Message transféré|Message réexpédié|Forwarded message|Mail transféré|Courriel transféré)\s*(?:-{2,})?\s*:?\s*$/i,
  // Orange, La Poste and SFR: «Message du 02/11/26 10:12», then De, A, Objet.
  /^Message du\s?:?\s\d{1,2}\/\d{1,2}\/\d{2,4}\b.{0,20}$/i,
  /^(?:Début du message (?:transféré|réexpédié)|Begin forwarded message)\s?:?\s*$/i,
];
const FORWARD_MARK = /(?:transféré|réexpédié|forwarded)/i;
const FORWARD_SUBJECT = /^\s*(?:fwd?|tr|wg|enc|i)\s?:/i;
const FROM_LINE = /^\s*\**(?:De|From|Expéditeur|Von)\s?:\**\s*\S/i;
const HEADER_LINE =
  /^\s*\**(?:Envoyé(?: le)?|Date|À|A|To|Sent|Objet|Sujet|Subject|Cc|Copie à|Répondre à|Reply-To|Pour|Gesendet|An|Betreff)\s?:/i;
const SENT_LINE = /^\s*\**(?:Envoyé(?: le)?|Date|Sent|Gesendet)\s?:\**\s*\S/i;
/** RFC 3676 §4.3 writes «-- »; mail programs lose the blank. */
const SIGNATURE_MARK = /^--\s?$/;
/** What programs write under a text. «Envoyé par courrier» or «depuis la poste» is a sentence of the letter. */
const DEVICE_LINE =
  /^(?:Envoyée? (?:de|depuis|à partir de|à partir d['’]|avec|par|via) ?(?:mon |ma |mes |un |l['’]application |la messagerie |iPhone|iPad|Outlook|Mail\b|Courrier pour|Yahoo|Gmail|Samsung|Galaxy|Orange|SFR|Free\b|Bouygues|Proton|La ?Poste\.?net|BlueMail|Windows|Huawei|Xiaomi).{0,80}|Envoyée? (?:de|depuis) .{2,40}\b(?:mobile|smartphone|Mail)|Sent (?:from|with|using|via) (?:my|Mail|Outlook|Yahoo|Gmail|Proton|Samsung|iPhone|Windows).{0,80}|(?:Télécharge[rz]|Obten(?:ir|ez)|Get) (?:Outlook|Yahoo Mail|BlueMail) (?:pour|for) .{2,60}|Provenance : Courrier pour Windows.*|Yahoo Mail\s?: .{2,80}|Garanti sans virus\..{0,60}|Virus-free\..{0,60}|L['’]absence de virus dans ce courrier .{2,80})$/i;
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
  markSignature(lines, kinds, cut < 0 ? lines.length : markQuote(lines, kinds, cut));
  return kinds;
}

/**
 * Behind an introduction everything is quoted, but for answers between or under `>` lines.
 * @returns where the writer's own lines end
 */
function markQuote(lines: readonly string[], kinds: WrittenText['source'][], cut: number): number {
  const after = cut + introductionLength(lines, cut);
  const next = lines.findIndex((line, at) => at >= after && line.trim() !== '');
  const prefixed = next >= 0 && kinds[next] === 'quoted';
  for (let at = cut; at < (prefixed ? after : lines.length); at++) kinds[at] = 'quoted';
  return prefixed ? lines.length : cut;
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
  if (/^[_=]{10,}$/.test(line)) {
    const next = lines.findIndex((part, index) => index > at && part.trim() !== '');
    return next > 0 && next - at < 4 && introductionLength(lines, next) > 0 ? 1 : 0;
  }
  return headerBlockAt(lines, at) ? 1 : 0;
}

/** «Le service a écrit :» may be a sentence of the letter: a date with its time, an address or `>` behind it tells. */
function speaksOfMail(introduction: string, next: string | undefined): boolean {
  if (!/(?:écrit|ecrit|wrote|scritto|schrieb|escribió)\s?:$/i.test(introduction)) return true;
  return /\d{1,2}\s?[:hH]\s?\d{2}|@|\b(?:19|20)\d\d\b/.test(introduction) || /^\s?>/.test(next ?? '');
}

/**
 * «De : … Envoyé : … À : … Objet : …», in any order: the sender and two more header lines within seven. A letter may begin with the like:
 * programs write when it was sent, or an address.
 */
function headerBlockAt(lines: readonly string[], at: number): boolean {
  const first = lines[at] ?? '';
  if (!FROM_LINE.test(first) && !SENT_LINE.test(first)) return false;
  const block = lines.slice(at, at + 7).filter((line) => FROM_LINE.test(line) || HEADER_LINE.test(line));
  if (block.length < 3 || !block.some((line) => FROM_LINE.test(line))) return false;
  return block.some((line) => SENT_LINE.test(line) || /@/.test(line));
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
