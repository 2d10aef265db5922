import { breakLines, type Line } from './break-lines';
import { codeSide, drawCode } from './draw-code';
import {
  COLOURS,
  FIRST_PAGE_TOP,
  FOLDS,
  LEADING,
  LOGO,
  MARGIN,
  mm,
  PAGE,
  SENDER,
  SIZES,
  WINDOW,
} from './page-geometry';
import type { PrintableDocument } from './printable-document';
import type { Element, Sheet, TextStyle } from './sheet';
import { standingLines } from './standing-lines';

const HEADING = { x: WINDOW.x, y: mm(17) } as const;
const DATE_TOP = mm(91);
/** Distance of an address's baselines, in sizes: six and seven lines, most of them capitals, stand closer to stay in the window, not smaller. */
const ADDRESSEE = { leading: 1.24, tightLeading: 1 } as const;
const AFTER_DATE = mm(3);

/**
 * The first page above the text: logo's place, office, addressee in the window, date and reference.
 * @returns where the text may begin
 */
export function drawLetterhead(sheet: Sheet, root: Element, document: PrintableDocument): number {
  const { office } = document;
  const { text: size } = sheet.faces.sizes;
  const markEnd = office.logo === null ? drawWordmark(sheet, root, office.name) : 0;
  if (office.logo !== null) sheet.image(office.logo, `Logo de ${office.name}`, LOGO);
  const top = office.logo !== null ? SENDER.y : Math.max(SENDER.yWithoutLogo, markEnd + 4);
  drawSender(sheet, root, document, top);
  if (document.heading) drawHeading(sheet, root, document.heading);
  drawAddressee(sheet, root, document.addressee);
  const dateEnd = text(sheet, root, 'P', document.dateLine, WINDOW.x, DATE_TOP, WINDOW.width, { size });
  const reference = `Référence\u00a0: ${document.reference}`;
  const referenceEnd = text(sheet, root, 'P', reference, SENDER.x, DATE_TOP, SENDER.width, { size });
  for (const fold of FOLDS) sheet.rule(mm(5), fold, mm(9), COLOURS.rule, 0.5);
  return Math.max(FIRST_PAGE_TOP, dateEnd + AFTER_DATE, referenceEnd + AFTER_DATE);
}

/** Identifiers and the office's lines, in the largest letters for which the room left of the window suffices; and the code. */
function drawSender(sheet: Sheet, root: Element, document: PrintableDocument, top: number): void {
  const { office, code, identifiers } = document;
  const { faces } = sheet;
  // The office's lines keep clear of the code.
  const width = SENDER.width - (code ? codeSide(code.modules.length) + mm(2) : 0);
  const named = identifiers.map(({ name, value }) => `${name}\u00a0: ${value}`);
  // The office's name already stands above where there is no logo: it is not printed twice.
  const address = office.address.filter((line, index) => index > 0 || line !== office.name).join('\n');
  const contact = [office.phone, office.email, office.website].filter((line) => line !== '').join('\n');
  const parts = [office.logo === null ? '' : office.name, address, contact].filter((part) => part !== '');
  const heightOf = (lines: readonly Line[], size: number): number => lines.length * size * LEADING + 5;
  const heightAt = (size: number): number => {
    const larger = Math.max(size, SIZES.text);
    let height = 0;
    for (const content of named)
      height += heightOf(breakLines([{ text: content, strong: true }], faces, larger, width), larger);
    for (const content of parts) height += heightOf(standingLines(content, true, faces, size, width), size);
    return height;
  };
  const sizes = faces.sizes.sender;
  const size = sizes.find((one) => top + heightAt(one) <= DATE_TOP) ?? sizes.at(-1) ?? SIZES.small;
  const small: TextStyle = { size, colour: COLOURS.soft };
  let y = top;
  for (const content of named)
    y = text(sheet, root, 'P', content, SENDER.x, y, width, { size: Math.max(size, SIZES.text) }, true) + 5;
  if (office.logo !== null) y = standing(sheet, root, 'P', office.name, SENDER.x, y, width, small, true);
  y = standing(sheet, root, 'P', address, SENDER.x, y, width, small) + 3;
  y = standing(sheet, root, 'P', contact, SENDER.x, y, width, small);
  if (code) drawCode(sheet, root, code, { width, top: y });
}

/** Above the window, which it never reaches. */
function drawHeading(sheet: Sheet, root: Element, { over, title }: NonNullable<PrintableDocument['heading']>): void {
  const { text: size, title: largest } = sheet.faces.sizes;
  const soft = { size: Math.min(size + 0.5, 14), colour: COLOURS.soft };
  const end = standing(sheet, root, 'P', over, HEADING.x, HEADING.y, WINDOW.width, soft);
  const sizes = [largest + 1, largest, largest - 2, largest - 4];
  const fits = (one: number): boolean =>
    end + standingLines(title, true, sheet.faces, one, WINDOW.width).length * one * LEADING <= WINDOW.y - mm(1);
  const style = { size: sizes.find(fits) ?? SIZES.title, colour: COLOURS.accent };
  standing(sheet, root, 'H1', title, HEADING.x, end, WINDOW.width, style, true);
}

/** In the logo's place where there is none. @returns the y below it */
function drawWordmark(sheet: Sheet, root: Element, name: string): number {
  sheet.box(LOGO.x, LOGO.y, mm(9), 2.4, COLOURS.accent);
  return standing(
    sheet,
    root,
    'P',
    name,
    LOGO.x,
    LOGO.y + 7,
    LOGO.width + mm(20),
    { size: 15, colour: COLOURS.accent },
    true,
  );
}

/** The block of the window: as large as its lines allow, never outside the zone. */
function drawAddressee(sheet: Sheet, root: Element, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const leading = lines.length > 5 ? ADDRESSEE.tightLeading : ADDRESSEE.leading;
  const byHeight = WINDOW.height / (lines.length * leading);
  const widest = Math.max(...lines.map((line) => sheet.faces.regular.widthOf(line)));
  const byWidth = (WINDOW.width * 1000) / widest;
  const size = Math.min(sheet.faces.sizes.address, byHeight, byWidth);
  const element = sheet.element('P', root);
  lines.forEach((content, index) => {
    const broken = index < lines.length - 1 ? `${content} ` : content;
    const line = { segments: [{ text: broken, face: 'regular' as const, href: null, x: 0, width: 0 }], width: 0 };
    const top = WINDOW.y + index * size * leading - (size * (LEADING - leading)) / 2;
    sheet.line(element, line, WINDOW.x, top, { size });
  });
  element.end();
}

/** Page numbers, once it is known how many pages there are; one page at each turn. */
export function* drawFooters(sheet: Sheet, document: PrintableDocument): Generator<void> {
  const pages = sheet.pageCount;
  for (let page = 0; page < pages; page += 1) {
    sheet.switchToPage(page);
    const y = PAGE.height - mm(13);
    sheet.rule(MARGIN.left, y - 3, PAGE.width - MARGIN.right, COLOURS.rule);
    const footer = { size: sheet.faces.sizes.footer, colour: COLOURS.soft };
    const [left] = breakLines(
      [{ text: `${document.office.name} – ${document.reference}` }],
      sheet.faces,
      footer.size,
      mm(130),
    );
    const [right] = breakLines([{ text: `Page ${page + 1} sur ${pages}` }], sheet.faces, footer.size, mm(40));
    if (left) sheet.artifactLine('Bottom', left, MARGIN.left, y, footer);
    if (right) sheet.artifactLine('Bottom', right, PAGE.width - MARGIN.right - right.width, y, footer);
    yield;
  }
}

/** One paragraph at a fixed place. @returns the y below it */
function text(
  sheet: Sheet,
  root: Element,
  type: string,
  content: string,
  x: number,
  y: number,
  width: number,
  style: TextStyle,
  strong = false,
): number {
  return drawText(
    sheet,
    root,
    type,
    breakLines([{ text: content, strong }], sheet.faces, style.size, width),
    x,
    y,
    style,
  );
}

/** The same of what stands on every document of the office. */
function standing(
  sheet: Sheet,
  root: Element,
  type: string,
  content: string,
  x: number,
  y: number,
  width: number,
  style: TextStyle,
  strong = false,
): number {
  if (content === '') return y;
  return drawText(sheet, root, type, standingLines(content, strong, sheet.faces, style.size, width), x, y, style);
}

function drawText(
  sheet: Sheet,
  root: Element,
  type: string,
  lines: readonly Line[],
  x: number,
  y: number,
  style: TextStyle,
): number {
  const element = sheet.element(type, root);
  const height = style.size * LEADING;
  lines.forEach((line, index) => {
    sheet.line(element, line, x, y + index * height, style);
  });
  element.end();
  return y + lines.length * height;
}
