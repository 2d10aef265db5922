/** Declarations of a style, names in lower case; the last one of a name counts. */
export type Style = ReadonlyMap<string, string>;

/** A colour in three channels; null: not known, e.g. a picture behind the text. */
export type Colour = readonly [number, number, number] | null;

/** What an element and those around it say of how its text is painted. */
export interface Paint {
  readonly text: Colour;
  readonly behind: Colour;
}

export const ON_PAPER: Paint = { text: [0, 0, 0], behind: [255, 255, 255] };

/** Style sheets of mails hold some hundred rules. */
const MOST_RULES = 2_000;
const MOST_SHEET = 200_000;

/** Rules of a page's own style sheets for one element, class or identifier; what only holds on some screens is left out. */
export function readStyleSheets(html: string): ReadonlyMap<string, Style> {
  const rules = new Map<string, Map<string, string>>();
  for (const [, sheet = ''] of html.matchAll(/<style\b[^>]{0,500}>([\s\S]{0,200000}?)<\/style/gi))
    for (const { selectors, body } of blocksOf(sheet.slice(0, MOST_SHEET).replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, ' ')))
      for (const selector of selectors.split(',')) {
        const name = selector.trim();
        if (!/^(?:[a-zA-Z][\w-]*|(?:[a-zA-Z][\w-]*)?[.#][\w-]+)$/.test(name) || rules.size >= MOST_RULES) continue;
        const style = rules.get(name) ?? new Map<string, string>();
        for (const [property, value] of readStyle(body)) style.set(property, value);
        rules.set(name, style);
      }
  return rules;
}

/** Blocks at the outermost level; those inside `@media` and the like are skipped with it. */
function blocksOf(sheet: string): { selectors: string; body: string }[] {
  const blocks: { selectors: string; body: string }[] = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (const { 0: brace, index } of sheet.matchAll(/[{}]/g)) {
    if (brace === '{') {
      if (depth++ === 0) open = index;
      continue;
    }
    if (depth === 0 || --depth > 0) continue;
    const selectors = sheet.slice(start, open).trim();
    if (!selectors.startsWith('@')) blocks.push({ selectors, body: sheet.slice(open + 1, index) });
    start = index + 1;
  }
  return blocks;
}

/** `color: red; …` as its declarations. */
export function readStyle(text: string): Map<string, string> {
  const style = new Map<string, string>();
  for (const part of text.slice(0, 5_000).split(';')) {
    const colon = part.indexOf(':');
    if (colon < 1) continue;
    const value = part.slice(colon + 1).replace(/!\s*important/i, '');
    style.set(part.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return style;
}

/** Styles of an element: of its name, its classes, its identifier, then its own. */
export function styleOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
  rules: ReadonlyMap<string, Style>,
): Style {
  if (rules.size === 0) return attributes.style === undefined ? NONE : readStyle(attributes.style);
  const style = new Map<string, string>();
  const names = [name];
  for (const one of (attributes.class ?? '').split(/\s+/, 20)) if (one !== '') names.push(`.${one}`, `${name}.${one}`);
  if (attributes.id) names.push(`#${attributes.id}`, `${name}#${attributes.id}`);
  for (const one of names) for (const [property, value] of rules.get(one) ?? NONE) style.set(property, value);
  for (const [property, value] of readStyle(attributes.style ?? '')) style.set(property, value);
  return style;
}
const NONE: Style = new Map();

/** What newsletters use for preheaders, and attackers for text that only machines read. */
export function hides(style: Style): boolean {
  if (style.size === 0) return false;
  const is = (property: string, pattern: RegExp): boolean => pattern.test(style.get(property) ?? '');
  return (
    is('display', /^none$/) ||
    is('visibility', /^(?:hidden|collapse)$/) ||
    is('mso-hide', /^all$/) ||
    is('font-size', /^(?:0+(?:\.0\d*)?|\.0\d*|1(?:\.0*)?(?=p))(?:px|pt|em|rem|%)?$/) ||
    is('opacity', /^(?:0+(?:\.0*)?|\.0+)%?$/) ||
    is('max-height', NIL) ||
    (is('overflow', /^hidden$/) && (is('height', NIL) || is('width', NIL))) ||
    is('text-indent', FAR) ||
    (is('position', /^(?:absolute|fixed)$/) && (is('left', FAR) || is('top', FAR) || is('clip', /^rect\(/)))
  );
}
const NIL = /^0+(?:px|pt|em|%)?$/;
const FAR = /^-\d{3,}/;

/** How an element paints the text in it, given how the one around it does. */
export function paintOf(style: Style, attributes: Readonly<Record<string, string>>, around: Paint): Paint {
  const colour = style.get('color') ?? attributes.color ?? attributes.text;
  const behind = style.get('background-color') ?? style.get('background') ?? attributes.bgcolor;
  const pictured =
    attributes.background !== undefined ||
    /url\(|gradient/.test(`${style.get('background')}${style.get('background-image')}`);
  if (colour === undefined && behind === undefined && !pictured) return around;
  return {
    text: colour === undefined || colour === 'inherit' ? around.text : readColour(colour, around.behind),
    behind: pictured
      ? null
      : behind === undefined || /^(?:inherit|none)$/.test(behind)
        ? around.behind
        : readColour(behind, around.behind),
  };
}

/** White on white, or nearly: nobody sees it. */
export function isUnseen({ text, behind }: Paint): boolean {
  if (text === null || behind === null) return false;
  return text.every((channel, at) => Math.abs(channel - (behind[at] ?? 0)) <= 6);
}

const NAMED: Readonly<Record<string, Colour>> = { white: [255, 255, 255], black: [0, 0, 0], snow: [255, 250, 250] };

/** @param behind what shows through a transparent one */
function readColour(value: string, behind: Colour): Colour {
  const written =
    value
      .trim()
      .toLowerCase()
      .split(/\s+(?![^(]*\))/)[0] ?? '';
  if (written === 'transparent') return behind;
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(written)?.[1];
  if (hex !== undefined) {
    const wide = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as unknown as Colour;
  }
  const rgb = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)$/.exec(written);
  if (rgb !== null)
    return Number.parseFloat(rgb[4] ?? '1') === 0 ? behind : [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  return NAMED[written] ?? null;
}
