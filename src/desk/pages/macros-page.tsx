import { MACRO_KEYS, type Macro } from '../../domain/desk/macro';
import type { FreeField as Field } from '../../domain/outgoing-letter';
import { REQUEST_KIND_NAMES, requestKindName } from '../../domain/requests/request-kind-names';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { MOST_NOTE_SIGNS } from '../notes/write-note';
import { freeName } from '../replies/reply-form';
import type { HandOverTarget } from '../team/hand-over';
import { renderPage } from './page';

interface MacrosPageProps {
  readonly holder: DeskUser;
  readonly macros: readonly Macro[];
  /** The one that is changed; its id is empty where it is new. Null for none yet. */
  readonly edited: Macro | null;
  /** What of its letter is written by hand. */
  readonly fields: readonly Field[];
  /** Name → title. */
  readonly letters: ReadonlyMap<string, string>;
  readonly targets: readonly HandOverTarget[];
  readonly notice: string | null;
}

/** Frequent acts, made ready for all. */
export function renderMacros(props: MacrosPageProps): string {
  const { holder, macros, notice } = props;
  return renderPage({
    title: 'Gestes',
    baskets: [],
    current: 'gestes',
    holder,
    children: (
      <>
        <h1>Gestes fréquents</h1>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {macros.length === 0 ? (
          <p class="card soft">Aucun geste encore. Ceux que vous gardez ici sont des boutons sur chaque courrier.</p>
        ) : (
          <div class="wide">
            <table class="items">
              <caption class="unseen">Les gestes gardés</caption>
              <thead>
                <tr>
                  <th scope="col">Touche</th>
                  <th scope="col">Nom</th>
                  <th scope="col">Ce qu’il fait</th>
                  <th scope="col">Actes</th>
                </tr>
              </thead>
              <tbody>
                {macros.map((macro) => (
                  <Row {...props} macro={macro} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <MacroForm {...props} />
      </>
    ),
  });
}

function Row({ macro, letters, targets }: MacrosPageProps & { readonly macro: Macro }) {
  const { id, name, key, kind, letter, approval, handTo, note } = macro;
  const does = [
    ...(kind === null ? [] : [`demande\u00a0: ${requestKindName(kind)}`]),
    ...(letter === null ? [] : [`lettre «\u00a0${letters.get(letter) ?? letter}\u00a0»`]),
    ...(approval ? ['approbation d’un collègue'] : []),
    ...(handTo === null
      ? []
      : [`confié à ${targets.find((one) => one.value === handTo)?.label ?? 'quelqu’un qui n’est pas là'}`]),
    ...(note === null ? [] : ['une note']),
  ];
  return (
    <tr>
      <td class="num">{key ?? '—'}</td>
      <th scope="row">{name}</th>
      <td>{does.join(', ')}</td>
      <td>
        <form class="acts tight" method="post" action="/bureau/gestes">
          <input type="hidden" name="geste" value={id} />
          <a href={`/bureau/gestes?geste=${id}#geste`}>
            Modifier<span class="unseen">{` ${name}`}</span>
          </a>
          <button class="quiet" name="acte" value="retirer" type="submit">
            Retirer<span class="unseen">{` ${name}`}</span>
          </button>
        </form>
      </td>
    </tr>
  );
}

function MacroForm({ edited, fields, letters, targets }: MacrosPageProps) {
  return (
    <form class="card narrow" id="geste" method="post" action="/bureau/gestes">
      <h2>{edited === null || edited.id === '' ? 'Nouveau geste' : `Modifier «\u00a0${edited.name}\u00a0»`}</h2>
      <input type="hidden" name="geste" value={edited?.id ?? ''} />
      <input type="hidden" name="champs" value={fields.length === 0 ? '' : (edited?.letter ?? '')} />
      <div class="acts">
        <label>
          Nom
          <br />
          <input name="nom" maxLength={40} value={edited?.name ?? ''} autocomplete="off" required />
        </label>
        <label>
          Touche
          <br />
          <select name="touche">
            <option value="">—</option>
            {MACRO_KEYS.map((key) => (
              <option value={key} selected={key === edited?.key}>
                {key}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p>
        <label for="demande">Prendre le courrier pour</label>
        <select id="demande" name="demande">
          <option value="">ce qu’il est</option>
          {Object.entries(REQUEST_KIND_NAMES).map(([kind, name]) => (
            <option value={kind} selected={kind === edited?.kind}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="lettre">Envoyer la lettre</label>
        <select id="lettre" name="lettre">
          <option value="">aucune</option>
          {[...letters].map(([name, title]) => (
            <option value={name} selected={name === edited?.letter}>
              {title}
            </option>
          ))}
        </select>
      </p>
      {fields.map((field) => (
        <FieldOfLetter field={field} value={edited?.free[field.name] ?? ''} />
      ))}
      <p>
        <label>
          <input type="checkbox" name="approbation" value="oui" checked={edited?.approval === true} /> à faire approuver
          par un collègue
        </label>
      </p>
      <p>
        <label for="a">Confier à</label>
        <select id="a" name="a">
          <option value="">ne rien changer</option>
          {targets.map(({ value, label }) => (
            <option value={value} selected={value === edited?.handTo}>
              {label}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="texte">Note pour les collègues</label>
        <textarea id="texte" name="texte" rows={3} cols={60} maxLength={MOST_NOTE_SIGNS}>
          {edited?.note ?? ''}
        </textarea>
      </p>
      <div class="acts">
        <button class="main" name="acte" value="garder" type="submit">
          Garder ce geste
        </button>
        {edited !== null && <a href="/bureau/gestes">Laisser</a>}
      </div>
    </form>
  );
}

/** What stands there by default; who does the act sees it, and may change it. */
function FieldOfLetter({ field: { name, label, type }, value }: { readonly field: Field; readonly value: string }) {
  return (
    <p>
      <label for={name}>{label}</label>
      {type === 'text' && (
        <textarea id={name} name={freeName(name)} rows={6} cols={60} maxLength={6000}>
          {value}
        </textarea>
      )}
      {type === 'day' && <input id={name} name={freeName(name)} type="date" value={value} />}
      {type === 'line' && (
        <input id={name} name={freeName(name)} size={60} maxLength={200} value={value} autocomplete="off" />
      )}
    </p>
  );
}
