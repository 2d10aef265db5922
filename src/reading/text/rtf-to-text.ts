import { decodeBytes } from '../mime/decode-bytes';

/** Groups that hold no words of the letter: tables of fonts and styles, pictures, what a field was made from. */
const UNREAD = new Set(
  'fonttbl colortbl stylesheet info pict object objdata themedata datastore colorschememapping latentstyles listtable listoverridetable rsidtbl generator xmlnstbl fldinst filetbl revtbl'.split(
    ' ',
  ),
);
const LINES = new Set(['par', 'line', 'row', 'page', 'sect']);
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: ' ',
  cell: ' ',
  nestcell: ' ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};
const SYMBOLS: Readonly<Record<string, string>> = { '~': '\u00a0', _: '-', '{': '{', '}': '}', '\\': '\\' };
const TOKEN = /\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([\s\S])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\$/y;

interface Group {
  unread: boolean;
  /** Characters behind a \u that stand for it where Unicode is not known. */
  fallback: number;
}

/** The words of an RTF text (its bytes already characters); the layout is lost, but for lines. */
export function rtfToText(rtf: string): string {
  const open: Group[] = [];
  let group: Group = { unread: false, fallback: 1 };
  let page = 'windows-1252';
  let skip = 0;
  let out = '';
  const write = (text: string): void => {
    const kept = text.slice(Math.min(skip, text.length));
    skip -= text.length - kept.length;
    if (!group.unread) out += kept;
  };
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(rtf); found !== null; found = TOKEN.exec(rtf)) {
    const [, word, number, hex, symbol, brace, plain] = found;
    if (brace === '{') {
      open.push(group);
      group = { ...group };
    } else if (brace === '}') {
      group = open.pop() ?? { unread: false, fallback: 1 };
      skip = 0;
    } else if (plain !== undefined) write(plain);
    else if (hex !== undefined) write(decodeBytes(Buffer.from(hex.replace(/\\'/g, ''), 'hex'), page));
    else if (symbol !== undefined) {
      if (symbol === '*') group.unread = true;
      else if (symbol === '\n' || symbol === '\r') write('\n');
      else if (SYMBOLS[symbol] !== undefined) write(SYMBOLS[symbol]);
    } else if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (UNREAD.has(word)) group.unread = true;
      else if (LINES.has(word)) write('\n');
      else if (CHARACTERS[word] !== undefined) write(CHARACTERS[word]);
      else if (word === 'ansicpg' && value !== null && value > 0)
        page = value === 65_001 ? 'utf-8' : `windows-${value}`;
      else if (word === 'uc' && value !== null) group.fallback = Math.max(0, value);
      else if (word === 'u' && value !== null) {
        skip = 0;
        write(String.fromCharCode((value + 65_536) % 65_536));
        skip = group.fallback;
      } else if (word === 'bin' && value !== null) TOKEN.lastIndex += Math.max(0, value);
    }
  }
  return out.replace(/\0/g, '').trim();
}
