import { renderToStaticMarkup } from 'preact-render-to-string';
import type { AnswerDescription, Content, RouteDescription } from '../../platform/http/route-description';

const STYLE = `
:root{--ink:#1b2230;--soft:#50596b;--line:#d3d9e4;--paper:#fff;--ground:#f4f6fa;--accent:#1f4fbf;font:16px/1.5 "Source Sans 3",system-ui,sans-serif;color:var(--ink);background:var(--ground)}
*{box-sizing:border-box}body{margin:0}main{max-width:960px;margin:auto;padding:16px 20px 64px}h1{font-size:1.5rem;margin:8px 0}h2{font-size:1.15rem;margin:32px 0 8px}
a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
details{background:var(--paper);border:1px solid var(--line);border-radius:8px;margin:8px 0}summary{padding:10px 14px;cursor:pointer;display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}
details>div{padding:0 14px 14px}code,pre{font:14px/1.45 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}pre{background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:10px;overflow-x:auto;margin:6px 0}
.method{font-weight:700;min-width:3.2em;color:var(--accent)}.soft{color:var(--soft)}h3{font-size:1rem;margin:14px 0 4px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}`;

const whoMayCall = ({ allows }: RouteDescription): string => {
  if (allows.length === 0) return 'sans clé';
  return allows.map((one) => (one === 'session' ? 'session du bureau' : `clé «\u00a0${one}\u00a0»`)).join(' ou ');
};

function Example({ type, example, about }: Content) {
  return (
    <>
      <p>
        <code>{type}</code>
        {about !== undefined && `\u00a0: ${about}`}
      </p>
      {example !== undefined && <pre>{JSON.stringify(example, null, 2)}</pre>}
    </>
  );
}

function Answer({ status, answer }: { readonly status: string; readonly answer: AnswerDescription }) {
  return (
    <tr>
      <th scope="row">{status}</th>
      <td>
        {answer.about}
        {answer.content !== undefined && Number(status) < 300 && <Example {...answer.content} />}
      </td>
    </tr>
  );
}

function Route({ route }: { readonly route: RouteDescription }) {
  const { method, path, title, about, parameters = [], bodies = [], answers } = route;
  return (
    <details id={`${method}${path.replace(/\W+/g, '-')}`}>
      <summary>
        <code class="method">{method.toUpperCase()}</code>
        <code>{path}</code>
        <span>{title}</span>
        <span class="soft">{whoMayCall(route)}</span>
      </summary>
      <div>
        <p>{about}</p>
        {parameters.length > 0 && (
          <>
            <h3>Paramètres</h3>
            <table>
              {parameters.map(({ name, about: what, example }) => (
                <tr>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{what}</td>
                  <td>
                    <code>{example}</code>
                  </td>
                </tr>
              ))}
            </table>
          </>
        )}
        {bodies.length > 0 && <h3>Corps</h3>}
        {bodies.map((body) => (
          <Example {...body} />
        ))}
        <h3>Réponses</h3>
        <table>
          {Object.entries(answers).map(([status, answer]) => (
            <Answer status={status} answer={answer} />
          ))}
        </table>
      </div>
    </details>
  );
}

/** The HTTP interface for people: no script, nothing from elsewhere; every text is escaped by the renderer. */
export function renderDocs(routes: readonly RouteDescription[]): string {
  const groups = [...new Set(routes.map(({ group }) => group))];
  const page = (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>L’interface HTTP · Courrier</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <h1>L’interface HTTP de Courrier</h1>
          <p>
            Une clé d’API se donne par <code>Authorization: Bearer …</code>
            {'\u00a0; elle se crée par '}
            <code>courrier api-key create --scope ingest|operate</code>. Les erreurs sont des «&nbsp;problem
            details&nbsp;» (RFC 9457), leur détail dit quoi faire. Pour des programmes{'\u00a0: '}
            <a href="/docs/openapi.json">openapi.json</a>.
          </p>
          {groups.map((name) => (
            <section>
              <h2>{name}</h2>
              {routes
                .filter(({ group }) => group === name)
                .map((route) => (
                  <Route route={route} />
                ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
