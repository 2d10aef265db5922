import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Office } from '../../domain/office';

/** One column that fits a phone of 320 px; no script, nothing from elsewhere. */
const STYLE = `
:root{--ink:#1b2230;--soft:#4a5365;--line:#7a8496;--paper:#fff;--ground:#f4f6fa;--accent:#1f4fbf;--wrong:#a3161f;--wrong-soft:#fdeeee;font:18px/1.5 "Source Sans 3",system-ui,sans-serif;color:var(--ink);background:var(--ground)}
*{box-sizing:border-box}body{margin:0}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
header,main,footer{max-width:38rem;margin:0 auto;padding:12px 16px}header{font-weight:600}footer{color:var(--soft);font-size:1rem}
main{background:var(--paper);border:1px solid #d3d9e4;border-radius:8px;padding:20px 16px}h1{font-size:1.5rem;line-height:1.25;margin:0 0 12px}h2{font-size:1.1rem;margin:0 0 6px}
p{margin:0 0 12px}dl{margin:0 0 12px}dt{color:var(--soft)}dd{margin:0 0 8px;font-weight:600;overflow-wrap:anywhere}textarea{font:inherit;width:100%;margin-top:4px;padding:10px 12px;border:1px solid var(--line);border-radius:6px}.verdict{border-left:6px solid var(--wrong);padding-left:14px}.good{border-color:#14653a}ul{margin:0;padding-left:1.2em}a{color:var(--accent)}
label,legend{display:block;font-weight:600;padding:0}.hint{display:block;font-weight:400;color:var(--soft);font-size:1rem}
input{font:inherit;width:100%;margin-top:4px;padding:10px 12px;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:inherit}
input[aria-invalid]{border:2px solid var(--wrong)}.field,fieldset{margin:0 0 20px;padding:0;border:0;min-width:0}
.parts{display:flex;flex-wrap:wrap;gap:10px;margin-top:4px}.parts label{font-weight:400}.parts input{width:3.75rem}.parts .year input{width:5.25rem}
.fault{display:block;color:var(--wrong);font-weight:600}.faults{border:2px solid var(--wrong);background:var(--wrong-soft);border-radius:6px;padding:12px 16px;margin:0 0 20px}.faults a{color:var(--wrong)}
button{font:inherit;font-weight:600;width:100%;padding:12px 20px;border:0;border-radius:6px;background:var(--accent);color:#fff;cursor:pointer}
@media (min-width:40rem){main{margin-top:24px;padding:32px 40px}button{width:auto}}`;

/** The page's own style sheet is the only thing that it may load. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** No trace on the visitor's machine, none to other sites, and nothing but the page itself. */
export const PUBLIC_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Content-Type': 'text/html; charset=utf-8',
};

/** Of the office, what a page for everybody shows. */
export type OfficeShown = Pick<Office, 'name' | 'phone' | 'email'>;

interface PublicPage {
  readonly office: OfficeShown;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Page({ office, title, children }: PublicPage) {
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} – ${office.name}`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>{office.name}</header>
        <main>{children}</main>
        <footer>
          <p>
            {'Une difficulté\u00a0? Appelez le '}
            {office.phone.replaceAll(' ', '\u00a0')}
            {' ou écrivez à '}
            <a href={`mailto:${office.email}`}>{office.email}</a>.
          </p>
        </footer>
      </body>
    </html>
  );
}

/** A whole page for people outside of the house: their own words are escaped by the renderer. */
export function renderPublicPage(props: PublicPage): string {
  return `<!doctype html>${renderToStaticMarkup(<Page {...props} />)}`;
}
