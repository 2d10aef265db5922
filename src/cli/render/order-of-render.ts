import { monthsOfPeriod } from '../../domain/calendar/months-of-period';
import type { AttestationKind } from '../../domain/correspondence';
import { nirKindOf } from '../../domain/nir/nir-kind';
import type { Office } from '../../domain/office';
import type { ReplyOrder } from '../../domain/reply';
import type { RenderData } from './read-render-data';

const TOWN_LINE = 5;
const STREET_LINE = 3;

/** The order that composes one document of a template, from the data and what stands by default. */
export function orderOfRender(
  template: { readonly letter: string; readonly attestation: AttestationKind | null },
  data: RenderData,
  defaults: { readonly today: string; readonly office: Office },
): ReplyOrder {
  const file = data.file ?? null;
  const found = file?.persons.findIndex(({ role }) => role === 'allocataire') ?? -1;
  const personIndex = data.person ?? (found >= 0 ? found : null);
  const nir = personIndex === null ? null : (file?.persons[personIndex]?.nir ?? null);
  const writtenOn = data.writtenOn ?? defaults.today;
  const months = data.period ? monthsOfPeriod(data.period.from, data.period.to) : data.months;
  const address = sevenLines(data.address ?? file?.address ?? []);
  return {
    reference: data.reference ?? `C-${writtenOn.slice(0, 4)}-000000`,
    letter: template.letter,
    attestations: template.attestation === null ? [] : [template.attestation],
    ...(months ? { months } : {}),
    ...(data.details ? { details: data.details } : {}),
    destination:
      data.channel === 'email'
        ? { kind: 'email', address: file?.email ?? '', personalData: true }
        : { kind: 'post', address },
    file,
    personIndex,
    nirKind: nir === null ? null : nirKindOf(nir),
    receivedOn: data.receivedOn ?? writtenOn,
    writtenOn,
    office: data.office ?? defaults.office,
    requestKinds: data.requestKinds ?? [],
    ...(data.largePrint === undefined ? {} : { largePrint: data.largePrint }),
    original: null,
  };
}

/** Fewer than seven lines are an address as people write it: the town last, the street above it, the name first. */
function sevenLines(lines: readonly string[]): readonly string[] {
  const written = lines.filter((line) => line.trim() !== '');
  if (lines.length >= 6 || written.length < 2 || written.length > 5) return lines;
  const placed = ['', '', '', '', '', '', ''];
  placed[0] = written[0] ?? '';
  placed[TOWN_LINE] = written.at(-1) ?? '';
  if (written.length > 2) placed[STREET_LINE] = written.at(-2) ?? '';
  written.slice(1, -2).forEach((line, index) => {
    placed[index + 1] = line;
  });
  return placed;
}
