import { type Rule, rule, rules } from './rule';

/** What a width may differ by (ISO 19005-2 §6.2.11.5: one thousandth is rounding). */
const ROUNDING = 1;

/** ISO 19005-2 §6.2.11 and ISO 14289-1 §7.21: every glyph embedded, and told as text. */
export const FONT_RULES: readonly Rule[] = [
  rule('composite fonts alone', ({ model }) => {
    const kinds = model.ofType('Font').map((id) => String(model.dictionary({ ref: id }).get('Subtype')));
    return model.fonts.length > 0 && kinds.every((kind) => kind === '/Type0' || kind === '/CIDFontType2');
  }),
  rules('fonts embedded', ({ model }) =>
    model.fonts.filter(({ file }) => file === null).map(({ id }) => `object ${id}`),
  ),
  rules('a ToUnicode for each font', ({ model }) =>
    model.fonts
      .filter(({ composite }) => model.streamOf(composite.get('ToUnicode') as never) === null)
      .map(({ id }) => `object ${id}`),
  ),
  rules('no CIDSet', ({ model }) =>
    model.fonts.filter(({ descriptor }) => descriptor.has('CIDSet')).map(({ id }) => `object ${id}`),
  ),
  rules('codes are glyphs', ({ model }) =>
    model.fonts
      .filter(
        ({ composite, descendant }) =>
          composite.get('Encoding') !== '/Identity-H' || descendant.get('CIDToGIDMap') !== '/Identity',
      )
      .map(({ id }) => `object ${id}`),
  ),
  rules('widths of the font itself', ({ model }) =>
    model.fonts.flatMap(({ id, widths, file }) =>
      widths.flatMap((width, glyph) =>
        file && glyph < file.glyphs && Math.abs(width - file.widthOf(glyph)) <= ROUNDING
          ? []
          : [`object ${id}, glyph ${glyph}`],
      ),
    ),
  ),
  rules('no empty box', ({ model }) =>
    model.pages.flatMap(({ texts }) => texts.filter(({ codes }) => codes.includes(0)).map(({ text }) => text)),
  ),
  rules('every glyph there and told as text', ({ model }) =>
    model.pages.flatMap(({ texts }) =>
      texts.flatMap(({ codes, font }) =>
        codes.flatMap((code) => {
          const text = font?.unicode[code] ?? '';
          if (text === '' || text.includes('\u0000') || text.includes('\ufffe')) return [`glyph ${code} without text`];
          if (!font?.file || code >= font.file.glyphs) return [`glyph ${code} beyond the font`];
          return text.trim() === '' || font.file.hasOutline(code) ? [] : [`glyph ${code} without outline`];
        }),
      ),
    ),
  ),
  rule('text in a font', ({ model }) => model.pages.every(({ texts }) => texts.every(({ font }) => font !== null))),
];
