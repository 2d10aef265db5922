import { breakLines } from './break-lines';
import { codeSide, drawCode } from './draw-code';
import { COLOURS, FOLDS, LOGO, MARGIN, mm, PAGE, SENDER, SIZES, WINDOW } from './page-geometry';
import type { PrintableDocument } from './printable-document';
import type { Element, Sheet, TextStyle } from './sheet';

const SMALL: TextStyle = { size: SIZES.small, colour: COLOURS.soft };
const HEADING = { x: WINDOW.x, y: mm(17) } as const;
const DATE_TOP = mm(91);
/** The largest letters that the addressee is set in; six and seven lines stand closer to stay in the window. */
const ADDRESSEE = { largest: 10.5, leading: 1.24, tightLeading: 1.12 } as const;

/** The first page above the text: logo's place, office, addressee in the window, date and reference. */
export function drawLetterhead(sheet: Sheet, root: Element, document: PrintableDocument): void {
  const { office } = document;
  const hasLogo = office.logo !== null;
  const markEnd = office.logo === null ? drawWordmark(sheet, root, office.name) : 0;
  if (office.logo !== null) sheet.image(office.logo, `Logo de ${office.name}`, LOGO);

  // The office's lines keep clear of the code.
  const width = SENDER.width - (document.code ? codeSide(document.code.modules.length) + mm(2) : 0);
  let y = hasLogo ? SENDER.y : Math.max(SENDER.yWithoutLogo, markEnd + 4);
  for (const { name, value } of document.identifiers) {
    y = text(sheet, root, 'P', `${name}\u00a0: ${value}`, SENDER.x, y, width, { size: SIZES.text }, true) + 5;
  }
  if (hasLogo) y = text(sheet, root, 'P', office.name, SENDER.x, y, width, SMALL, true);
  // The office's name already stands above: it is not printed twice.
  const lines = office.address.filter((line, index) => index > 0 || line !== office.name);
  y = text(sheet, root, 'P', lines.join('\n'), SENDER.x, y, width, SMALL) + 3;
  const contact = [office.phone, office.email, office.website].filter((line) => line !== '').join('\n');
  y = text(sheet, root, 'P', contact, SENDER.x, y, width, SMALL);
  if (document.code) drawCode(sheet, root, document.code, { width, top: y });

  if (document.heading) {
    const { over, title } = document.heading;
    const end = text(sheet, root, 'P', over, HEADING.x, HEADING.y, WINDOW.width, { size: 11, colour: COLOURS.soft });
    text(sheet, root, 'H1', title, HEADING.x, end, WINDOW.width, { size: 17, colour: COLOURS.accent }, true);
  }
  drawAddressee(sheet, root, document.addressee);
  text(sheet, root, 'P', document.dateLine, WINDOW.x, DATE_TOP, WINDOW.width, { size: SIZES.text });
  text(sheet, root, 'P', `Référence\u00a0: ${document.reference}`, SENDER.x, DATE_TOP, SENDER.width, {
    size: SIZES.text,
  });
  for (const fold of FOLDS) sheet.rule(mm(5), fold, mm(9), COLOURS.rule, 0.5);
}

/** In the logo's place where there is none. @returns the y below it */
function drawWordmark(sheet: Sheet, root: Element, name: string): number {
  sheet.box(LOGO.x, LOGO.y, mm(9), 2.4, COLOURS.accent);
  return text(
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
  const size = Math.min(ADDRESSEE.largest, byHeight, byWidth);
  const element = sheet.element('P', root);
  lines.forEach((content, index) => {
    const broken = index < lines.length - 1 ? `${content} ` : content;
    const line = { segments: [{ text: broken, face: 'regular' as const, href: null, x: 0, width: 0 }], width: 0 };
    const top = WINDOW.y + index * size * leading - (size * (SIZES.leading - leading)) / 2;
    sheet.line(element, line, WINDOW.x, top, { size });
  });
  element.end();
}

/** Page numbers, once it is known how many pages there are. */
export function drawFooters(sheet: Sheet, document: PrintableDocument): void {
  const pages = sheet.pageCount;
  for (let page = 0; page < pages; page += 1) {
    sheet.switchToPage(page);
    const y = PAGE.height - mm(13);
    sheet.rule(MARGIN.left, y - 3, PAGE.width - MARGIN.right, COLOURS.rule);
    const footer = { size: 8.5, colour: COLOURS.soft };
    const [left] = breakLines(
      [{ text: `${document.office.name} – ${document.reference}` }],
      sheet.faces,
      footer.size,
      mm(130),
    );
    const [right] = breakLines([{ text: `Page ${page + 1} sur ${pages}` }], sheet.faces, footer.size, mm(40));
    if (left) sheet.artifactLine('Bottom', left, MARGIN.left, y, footer);
    if (right) sheet.artifactLine('Bottom', right, PAGE.width - MARGIN.right - right.width, y, footer);
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
  if (content === '') return y;
  const element = sheet.element(type, root);
  const lines = breakLines([{ text: content, strong }], sheet.faces, style.size, width);
  lines.forEach((line, index) => {
    sheet.line(element, line, x, y + index * style.size * SIZES.leading, style);
  });
  element.end();
  return y + lines.length * style.size * SIZES.leading;
}
