import type { Macro } from '../../domain/desk/macro';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { FreeField as Field } from '../../domain/outgoing-letter';
import { requestKindName } from '../../domain/requests/request-kind-names';
import type { Result } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { MacroCall } from '../macros/do-macro';
import { MOST_NOTE_SIGNS } from '../notes/write-note';
import type { RehearsedReply } from '../replies/rehearsed-reply';
import type { HandOverTarget } from '../team/hand-over';
import { FreeField } from './free-field';
import { renderPage } from './page';
import { RehearsedCard } from './rehearsed-card';

interface MacroPreviewProps {
  readonly holder: DeskUser;
  readonly record: ShownCorrespondence;
  readonly macro: Macro;
  readonly call: MacroCall;
  readonly basket: string;
  /** What of its letter is written by hand. */
  readonly fields: readonly Field[];
  /** Name → title. */
  readonly letters: ReadonlyMap<string, string>;
  readonly targets: readonly HandOverTarget[];
  /** The reply as it would leave, null for none, or why the act would not be done. */
  readonly made: Result<RehearsedReply | null, string>;
  readonly notice: string | null;
}

/** What a frequent act would do to an item, and the one button that does it. */
export function renderMacroPreview(props: MacroPreviewProps): string {
  const { holder, record, macro, call, basket, made, notice } = props;
  const { reading } = record;
  return renderPage({
    title: `${macro.name} · ${record.reference}`,
    baskets: [],
    current: null,
    holder,
    skipTo: { id: 'agir', label: 'Aller à l’action' },
    children: (
      <>
        <div class="bar">
          <h1>{`${macro.name}\u00a0: ${record.reference}`}</h1>
          <p class="soft">{maskNirs(reading?.from?.name || reading?.from?.address || '')}</p>
          <p>
            <a href={`/bureau/${record.id}${basket === '' ? '' : `?corbeille=${basket}`}`}>Revenir au courrier</a>
          </p>
        </div>
        {notice !== null && (
          <p class="card why" role="status">
            {notice}
          </p>
        )}
        {!made.ok && made.error !== notice && (
          <p class="card why" role="status">{`Rien ne serait fait ainsi\u00a0: ${made.error}`}</p>
        )}
        <form class="two" method="post" action={`/bureau/${record.id}/geste`}>
          <section class="card" id="agir">
            <h2>Ce que fait ce geste</h2>
            <input type="hidden" name="geste" value={macro.id} />
            <input type="hidden" name="vu" value={macro.id} />
            <input type="hidden" name="revision" value={call.revision} />
            <input type="hidden" name="corbeille" value={basket} />
            <Steps {...props} />
            <div class="acts">
              {made.ok && (
                <button class="main" name="acte" value="faire" type="submit" data-touche="l" autofocus>
                  Faire
                </button>
              )}
              {(props.fields.length > 0 || macro.note !== null) && (
                <button class={made.ok ? 'other' : 'main'} type="submit" data-touche="p">
                  Voir de nouveau
                </button>
              )}
            </div>
          </section>
          <div>
            {made.ok && made.value !== null && <RehearsedCard at={`/bureau/${record.id}/geste`} reply={made.value} />}
          </div>
        </form>
      </>
    ),
  });
}

function Steps({ macro, call, fields, letters, targets }: MacroPreviewProps) {
  const { kind, letter, approval, handTo, note } = macro;
  return (
    <>
      <ul>
        {kind !== null && <li>{`Le courrier est pris pour\u00a0: ${requestKindName(kind)}.`}</li>}
        {letter !== null && (
          <li>
            {`La lettre «\u00a0${letters.get(letter) ?? letter}\u00a0» ${approval ? 'part une fois approuvée par un collègue' : 'part'}.`}
          </li>
        )}
        {handTo !== null && <li>{`Le courrier est confié à ${labelOf(handTo, targets)}.`}</li>}
        {note !== null && <li>Cette note est gardée pour les collègues.</li>}
      </ul>
      {note !== null && (
        <p>
          <label for="texte">Note</label>
          <textarea id="texte" name="texte" rows={3} cols={60} maxLength={MOST_NOTE_SIGNS}>
            {call.note}
          </textarea>
        </p>
      )}
      {fields.map((field) => (
        <FreeField field={field} value={call.free[field.name] ?? ''} />
      ))}
    </>
  );
}

const labelOf = (value: string, targets: readonly HandOverTarget[]): string =>
  targets.find((one) => one.value === value)?.label ?? 'une personne qui n’est pas là';
