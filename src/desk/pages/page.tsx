import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { mayDo } from '../../domain/desk/desk-roles';
import type { DeskUser } from '../../persistence/desk/session.repository';

/** Quiet, dense where it helps, one main action. No script, nothing from elsewhere. */
const STYLE = `
:root{--ink:#1b2230;--soft:#50596b;--line:#d3d9e4;--paper:#fff;--ground:#f4f6fa;--accent:#1f4fbf;--accent-soft:#e8eefc;--warn:#8a4b00;--warn-soft:#fff3e0;--bad:#a3162a;--good:#14653a;font:16px/1.5 "Source Sans 3",system-ui,sans-serif;color:var(--ink);background:var(--ground)}
*{box-sizing:border-box}body{margin:0}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px}
header{display:flex;gap:20px;align-items:center;flex-wrap:wrap;padding:10px 20px;background:var(--paper);border-bottom:1px solid var(--line)}
nav{display:flex;gap:4px;flex-wrap:wrap;flex:1}nav a{padding:6px 9px;border-radius:8px;color:inherit;text-decoration:none}
header nav{flex:1 1 100%;order:9}nav a[aria-current]{background:var(--accent-soft);color:var(--accent);font-weight:600}nav b{margin-left:6px;font-variant-numeric:tabular-nums}
main{max-width:1400px;margin:auto;padding:16px 20px}h1{font-size:1.3rem;margin:0 0 4px}h2{font-size:1rem;margin:0 0 8px}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}th,td{text-align:left;padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}.num{font-variant-numeric:tabular-nums;white-space:nowrap}.soft{color:var(--soft)}.due{color:var(--warn)}
.two{display:grid;grid-template-columns:minmax(0,1.35fr) minmax(340px,1fr);gap:16px;margin-top:12px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:16px;margin-bottom:16px}
.why{border-left:4px solid var(--warn);background:var(--warn-soft)}.why p{margin:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 14px;margin:0}dt{color:var(--soft)}dd{margin:0}dd,li{overflow-wrap:anywhere}
button{font:inherit;padding:8px 14px;border-radius:8px;border:1px solid var(--line);background:var(--paper);cursor:pointer;color:inherit}
button.main{background:var(--accent);border-color:var(--accent);color:#fff;font-weight:600}.acts{display:flex;gap:8px;flex-wrap:wrap;margin-top:12px;align-items:end}
label{display:block}input,select,textarea{font:inherit;padding:7px 10px;border:1px solid #7a8496;border-radius:8px;max-width:100%}.in{max-width:460px;margin:8vh auto}.in .in{margin:0}.narrow{max-width:720px}.hint{display:block;font-size:.9rem}.wide{overflow-x:auto;position:relative;margin-bottom:16px}.tight{margin:0}
.search{flex:1}.search form{display:flex;gap:6px;margin:0}.search input{width:min(100%,340px)}nav small{margin-left:6px;color:var(--soft);font-weight:400}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:flex;gap:8px 18px;align-items:baseline;flex-wrap:wrap;margin-bottom:10px}.bar p{margin:0}.filters{flex:0 1 auto;gap:2px;margin:0}.bar .filters{margin-left:auto}.filters a,.filters span{padding:4px 10px}
.items tbody th{color:inherit}.items th .soft{font-weight:400}.items tr:hover{background:#fafbfe}.flag{color:var(--warn)}.danger{color:var(--bad)}
.doc{background:#e9ecf2;border:1px solid var(--line);border-radius:8px;padding:14px;align-self:start;overflow-wrap:anywhere}.paper{background:#fffdf7;box-shadow:0 1px 6px #0002;padding:24px 28px;margin-bottom:14px}.drawn{position:relative}.drawn .trace{position:absolute;border:2px solid var(--accent);background:#1f4fbf22;pointer-events:none}.zone{padding:8px 14px}.zone input{width:6em}.page{margin:0 0 14px;background:#fff;box-shadow:0 1px 6px #0002;min-height:120px}.page img{display:block;width:100%}.mark{position:absolute;background:#ffd60055;outline:3px solid #b58900;border-radius:3px}
iframe{width:100%;height:60vh;border:1px solid var(--line);background:#fff}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}.figures dd{font-size:1.6rem;font-weight:600}.chart{border:0}.chart th,.chart td{padding:3px 8px}.chart caption{text-align:left;font-weight:600;padding-bottom:6px}.chart tbody th{color:inherit;font-weight:400}.bar-in,.bar-out,.bar-old{display:inline-block;height:.8em;margin-right:6px;background:var(--accent)}.bar-out{background:var(--good)}.bar-old{background:var(--warn)}
.undo{background:var(--accent-soft);border-color:var(--accent);padding:10px 16px}
.strip{display:flex;flex-wrap:wrap;gap:10px}.strip label{width:104px;font-size:.9rem;overflow-wrap:anywhere}.strip img{display:block;width:100%;min-height:60px;border:1px solid var(--line);background:#fff}
.note{border-left:3px solid var(--line);padding:2px 0 2px 10px;margin-bottom:10px}.note p{margin:0}.mine-too{border-color:var(--accent)}.for-me{border-left:4px solid var(--accent);padding:12px 16px}.for-me ul{margin:0;padding:0;list-style:none}.for-me li{display:flex;gap:6px 12px;flex-wrap:wrap;align-items:baseline;margin-bottom:6px}.for-me li>span{flex:1 1 260px}
.cand{border:1px solid var(--line);border-radius:8px;padding:12px;margin-top:10px}.cand p{margin:0 0 4px}.cand .num,.bar .num{white-space:normal}.cand.best{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}.cand form{margin:0}.speaks{list-style:none;margin:0;padding:0;font-size:.95rem}.yes::before{content:"✓ " / "";color:var(--good)}.no::before{content:"✗ " / "";color:var(--bad)}.inline{display:inline-block}
kbd{display:none;font:inherit;font-size:.8rem;border:1px solid currentColor;border-radius:4px;padding:0 5px;margin-left:6px}.keys kbd{display:inline}footer{padding:8px 20px 20px;text-align:right}summary{cursor:pointer}
.mine{display:flex;gap:14px;align-items:center;flex-wrap:wrap}.mine form{margin:0}button.quiet{padding:4px 10px}.codes{columns:2}.secret{overflow-wrap:anywhere;font-size:1.05rem}
a{color:var(--accent)}.bar .due{margin-left:auto;background:var(--warn-soft);padding:2px 10px;border-radius:99px}.two{margin-top:0}.acts label{max-width:100%}
.doc p,.doc h2{overflow-wrap:anywhere}
@media (max-width:480px){.chart [class^=bar-]{display:none}.chart th,.chart td{padding:3px 4px}}
@media (max-width:900px){.two{grid-template-columns:minmax(0,1fr)}.paper{padding:14px 16px}.search form{flex-wrap:wrap}}`;

export interface Basket {
  readonly name: string;
  readonly label: string;
  /** As shown; null for an archive. */
  readonly count: string | null;
  /** Day of the oldest, and how many days ago that is. */
  readonly oldestOn: string | null;
  readonly days: number | null;
}

interface PageProps {
  readonly title: string;
  readonly baskets: readonly Basket[];
  readonly current: string | null;
  readonly holder: DeskUser | null;
  /** Where the work of the page begins, past its head. */
  readonly skipTo?: { readonly id: string; readonly label: string };
  readonly children: ComponentChildren;
}

function Page({ title, baskets, current, holder, skipTo, children }: PageProps) {
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Courrier`}</title>
        <link rel="icon" href="data:," />
        <script src="/bureau/bureau.js" defer />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <a class="skip" href={`#${skipTo?.id ?? 'contenu'}`}>
          {skipTo?.label ?? 'Aller au contenu'}
        </a>
        <header>
          <strong>Courrier</strong>
          {holder !== null && <SearchField />}
          {holder !== null && <PersonalLinks holder={holder} current={current} />}
          <nav aria-label="Corbeilles">
            {baskets.map(({ name, label, count, days }) => (
              <a href={`/bureau?corbeille=${name}`} aria-current={name === current ? 'page' : undefined}>
                {label}
                {count !== null && <b>{count}</b>}
                {days !== null && days > 0 && (
                  <small>
                    {`${days}\u00a0j`}
                    <span class="unseen"> pour le plus ancien</span>
                  </small>
                )}
              </a>
            ))}
          </nav>
        </header>
        <main id="contenu">{children}</main>
        {holder !== null && (
          <footer>
            <button class="quiet" type="button" data-touches hidden>
              Touches de raccourci
            </button>
          </footer>
        )}
      </body>
    </html>
  );
}

/** One field for all: words, a reference, or a number, which goes into no address. */
function SearchField() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the types of preact know no <search> yet
    <div class="search" role="search">
      <form method="post" action="/bureau/recherche">
        <label class="unseen" for="recherche">
          Rechercher un courrier ou une personne
        </label>
        <input
          id="recherche"
          name="numero"
          type="search"
          data-touche="/"
          autocomplete="off"
          placeholder="Mots, référence, NIR…"
          required
        />
        <button class="quiet" type="submit">
          Rechercher
        </button>
      </form>
    </div>
  );
}

const LINKS = [
  { name: 'personnes', label: 'Une personne', right: 'read' },
  { name: 'equipe', label: 'Équipe', right: 'read' },
  { name: 'gestes', label: 'Gestes', right: 'team' },
  { name: 'tableau', label: 'Tableau', right: 'board' },
  { name: 'files-attente', label: 'Files d’attente', right: 'board' },
  { name: 'comptes', label: 'Comptes', right: 'accounts' },
] as const;

function PersonalLinks({ holder, current }: { readonly holder: DeskUser; readonly current: string | null }) {
  const here = (name: string) => (name === current ? 'page' : undefined);
  return (
    <div class="mine">
      {LINKS.filter(({ right }) => mayDo(holder.role, right)).map(({ name, label }) => (
        <a href={`/bureau/${name}`} aria-current={here(name)}>
          {label}
        </a>
      ))}
      <a href="/bureau/compte" aria-current={here('compte')}>
        {holder.name}
      </a>
      <form method="post" action="/bureau/sortir">
        <button class="quiet" type="submit">
          Sortir
        </button>
      </form>
    </div>
  );
}

/** A whole page; every text is escaped by the renderer. */
export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToStaticMarkup(<Page {...props} />)}`;
}
