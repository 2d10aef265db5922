import type { Block, Inline, ListItem, Table } from './block';

/** Colours chosen to stay readable when a mail program inverts them. */
const INK = '#1b2733';
const ACCENT = '#0b4f8a';
const RULE = '#c9d3de';
const TINT = '#f2f6fa';
const PARAGRAPH = 'margin:0 0 14px;';
/** Three columns of them fit a telephone of 320 pixels. */
const CELL = `padding:8px 6px;border-bottom:1px solid ${RULE};vertical-align:top;`;

/** Everything that came as data passes here: nothing of it can become a tag or leave an attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole HTML e-mail: inline style only, no image, no outside resource; readable without its style. */
export function blocksToHtml(title: string, blocks: readonly Block[], footer: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="fr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    '</head>',
    `<body style="margin:0;padding:0;font-family:'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:${INK};background:#ffffff;">`,
    '<div style="max-width:640px;margin:0 auto;padding:24px 12px;">',
    ...blocks.map(blockToHtml),
    `<hr style="border:0;border-top:1px solid ${RULE};margin:24px 0 12px;">`,
    `<p style="margin:0;font-size:14px;color:#5a6876;">${footer.map(escapeHtml).join('<br>')}</p>`,
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockToHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? `<h1 style="margin:0 0 18px;font-size:22px;line-height:1.3;color:${ACCENT};">${inlines(block.content)}</h1>`
        : `<h2 style="margin:22px 0 8px;font-size:18px;line-height:1.3;color:${ACCENT};">${inlines(block.content)}</h2>`;
    case 'paragraph':
      return `<p style="${PARAGRAPH}">${inlines(block.content)}</p>`;
    case 'list':
      return list(block.ordered, block.items);
    case 'table':
      return table(block);
    case 'facts':
      return `<p style="${PARAGRAPH}">${block.facts
        .map(({ name, value }) => `${escapeHtml(name)}\u00a0: <strong>${escapeHtml(value)}</strong>`)
        .join('<br>')}</p>`;
    case 'lines':
      return `<p style="${PARAGRAPH}">${block.lines.map(escapeHtml).join('<br>')}</p>`;
    case 'total':
      return `<p style="${PARAGRAPH}font-size:18px;"><strong>${escapeHtml(block.name)}\u00a0: ${escapeHtml(block.value)}</strong></p>`;
    case 'slip':
      return `<p style="${PARAGRAPH}">${[`${block.code.name}\u00a0: ${block.code.value}`, ...block.entries.map(({ name }) => `${name}\u00a0:`)].map(escapeHtml).join('<br>')}</p>`;
    case 'frame':
      return `<div style="margin:18px 0;padding:14px 16px 2px;border-left:4px solid ${ACCENT};background:${TINT};color:${INK};">${block.blocks
        .map(blockToHtml)
        .join('\n')}</div>`;
  }
}

function list(ordered: boolean, items: readonly ListItem[]): string {
  const tag = ordered ? 'ol' : 'ul';
  const inner = items.map(
    ({ content, items: below }) =>
      `<li style="margin:0 0 6px;">${inlines(content)}${below.length > 0 ? list(false, below) : ''}</li>`,
  );
  return `<${tag} style="margin:0 0 14px;padding-left:24px;">${inner.join('')}</${tag}>`;
}

function table({ columns, head, rows, foot }: Table): string {
  const align = (index: number): string => `text-align:${columns[index]?.align ?? 'left'};`;
  const heads = head.map(
    (cell, index) =>
      `<th scope="col" style="${CELL}${align(index)}border-bottom:2px solid ${ACCENT};">${inlines(cell)}</th>`,
  );
  const row = (cells: Table['head'], weight: string): string =>
    `<tr>${cells
      .map((cell, index) =>
        index === 0
          ? `<th scope="row" style="${CELL}${align(0)}font-weight:${weight};">${inlines(cell)}</th>`
          : `<td style="${CELL}${align(index)}font-weight:${weight};">${inlines(cell)}</td>`,
      )
      .join('')}</tr>`;
  return [
    `<table style="border-collapse:collapse;width:100%;margin:0 0 18px;font-size:15px;">`,
    `<thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.map((cells) => row(cells, 'normal')).join('')}</tbody>`,
    foot.length > 0 ? `<tfoot>${foot.map((cells) => row(cells, 'bold')).join('')}</tfoot>` : '',
    '</table>',
  ].join('');
}

function inlines(content: readonly Inline[]): string {
  return content.map(inline).join('');
}

function inline({ text, strong, href }: Inline): string {
  const escaped = escapeHtml(text).replaceAll('\n', '<br>');
  // A one-time address has no place to break: on a telephone it would push the whole message aside.
  const linked = href
    ? `<a href="${escapeHtml(href)}" style="color:${ACCENT};overflow-wrap:anywhere;">${escaped}</a>`
    : escaped;
  return strong ? `<strong>${linked}</strong>` : linked;
}
