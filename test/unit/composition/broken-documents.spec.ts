import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
import { anAttestationOrder, composeDocument, SIGNING_KEY, TEMPLATES_FOLDER } from './a-checked-document';
import { anOrderFor } from './a-reply-order';
import { checkPdfStructure, PDF_RULES } from './check-pdf-structure';
import { writePlainPdf } from './pdf-check/write-plain-pdf';
import { type PdfObject, type ReadPdf, readPdf } from './read-pdf';

/**
 * The rules of check-pdf-structure.ts, each by a file broken on purpose just there. Real: sound files of ours, written once more
 * with one thing changed. Fake: nothing.
 */
let attestation: ReadPdf;
let letter: ReadPdf;
beforeAll(async () => {
  const composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY] });
  const read = async (template: string, order: Parameters<typeof composer.compose>[0]): Promise<ReadPdf> =>
    readPdf(await composeDocument(composer, { name: template, template, order }));
  attestation = await read('attestation-paiement', anAttestationOrder('attestation-paiement'));
  letter = await read('accuse-reception', anOrderFor('accuse-reception'));
});

interface Break {
  readonly of?: 'letter';
  /** What stands in an object's dictionary, or in its stream, and what it becomes; the first place of it alone. */
  readonly change: readonly [string | RegExp, string];
  readonly once?: boolean;
  readonly trailer?: true;
}

/** Rule → a file that breaks it. */
const BREAKS: Readonly<Record<string, readonly Break[]>> = {
  'marked as tagged': [{ change: ['/Marked true', '/Marked false'] }],
  'a language': [{ change: ['/Lang (fr-FR)', '/Lang (en-GB)'] }],
  'its title shown': [{ change: ['/DisplayDocTitle true', '/DisplayDocTitle false'] }],
  'an output intent': [{ change: ['/GTS_PDFA1', '/GTS_PDFX'] }, { change: ['/N 3\n', '/N 4\n'] }],
  'an ID in the trailer': [{ trailer: true, change: [/\/ID \[[^\]]*\]/, ''] }],
  'not encrypted': [{ trailer: true, change: [/<</, '<<\n/Encrypt 1 0 R'] }],
  'a PDF/A part': [{ change: ['<pdfaid:part>2<', '<pdfaid:part>1<'] }],
  'PDF/A level A': [{ change: ['<pdfaid:conformance>A<', '<pdfaid:conformance>B<'] }],
  'a PDF/UA part': [{ change: ['<pdfuaid:part>1<', '<pdfuaid:part>9<'] }],
  'pdfuaid described': [{ change: ['<pdfaSchema:prefix>pdfuaid<', '<pdfaSchema:prefix>other<'] }],
  'a title in the metadata': [{ change: [/<rdf:li xml:lang="x-default">[^<]*/, '<rdf:li xml:lang="x-default">Autre'] }],
  'metadata well formed': [{ change: ['</rdf:Seq>', ''] }, { change: ['Caf de', 'Caf & de'] }],
  'no action': [{ change: ['/Type /Catalog', '/Type /Catalog\n/OpenAction [10 0 R /Fit]'] }],
  'attached files named and related': [
    { change: ['/DisplayDocTitle true', '/DisplayDocTitle true\n/Type /EmbeddedFile'] },
  ],
  'composite fonts alone': [{ change: ['/Subtype /CIDFontType2', '/Subtype /Type1'] }],
  'fonts embedded': [{ change: ['/FontFile2', '/FontFile'] }],
  'a ToUnicode for each font': [{ change: ['/ToUnicode', '/ToUnicorn'] }],
  'no CIDSet': [{ change: ['/Type /FontDescriptor', '/Type /FontDescriptor\n/CIDSet 1 0 R'] }],
  'codes are glyphs': [{ change: ['/CIDToGIDMap /Identity', '/CIDToGIDMap 1 0 R'] }],
  'widths of the font itself': [{ change: [/\/W \[0 \[\d+/, '/W [0 [9'] }],
  'no empty box': [{ change: [/\[<0001/, '[<0000'] }],
  'every glyph there and told as text': [
    { change: [/\[<0001/, '[<0fff'] },
    { change: [/\[<0000> /, '[<0000> <0000> '] },
  ],
  'text in a font': [{ change: ['/F1 15 Tf', '/F9 15 Tf'] }],
  'one Document': [{ change: ['/S /Document', '/S /Document2'] }],
  'one H1': [{ change: ['/S /H1', '/S /P'] }],
  'headings in order': [{ change: ['/S /H1', '/S /H3'] }],
  'types that are known': [{ change: ['/S /P\n', '/S /Para\n'] }],
  'each child in its parent': [{ change: [/\/S \/TBody\n\/P \d+/, '/S /TBody\n/P 11'] }],
  'a place for each type': [{ change: ['/S /TBody', '/S /L'] }, { of: 'letter', change: ['/S /H2', '/S /LI'] }],
  'no empty element': [{ change: [/\/K \[0\]/, '/K []'] }],
  'a Scope for each TH': [{ change: ['/Scope /Column', '/Scope /Both'] }],
  'regular tables': [{ change: [/\/S \/TR\n(\/P \d+ 0 R)\n\/K \[(\d+ 0 R) \d+ 0 R/, '/S /TR\n$1\n/K [$2'] }],
  'a text for each figure': [{ change: [/\/Alt \([^)]*\)/, '/Alt ()'] }],
  'a box for each figure': [{ change: ['/BBox [', '/BBux ['] }],
  'lists numbered as they are': [{ of: 'letter', change: ['/S /H2', '/S /L'] }],
  'content marked': [
    { change: [/\/Artifact <<\/Type \/Layout>> BDC/, ''] },
    { change: [/\nEMC/, ''] },
    { change: ['/MCID 1>>', '/MCID 0>>'] },
  ],
  'tab order of the structure': [{ change: ['/Tabs /S', '/Tabs /R'] }],
  'each mark in the structure': [{ change: [/\/K \[2 3/, '/K [3'] }, { change: ['/ParentTree <<', '/ParentTrie <<'] }],
  'each mark drawn once': [{ change: [/\/K \[2 3/, '/K [2 2 3'] }, { change: [/\/K \[2 3/, '/K [2 3 999'] }],
  'colours of the output intent': [{ change: [/\n([\d.]+ [\d.]+ [\d.]+) rg/, '\n$1 0 k'] }],
  'links told and printed': [
    { of: 'letter', change: [/\/Contents \([^)]*\)/, '/Contents ()'] },
    { of: 'letter', change: ['/F 4\n', '/F 2\n'] },
    { of: 'letter', change: ['/URI (mailto:', '/URI (javascript:'] },
    { of: 'letter', change: ['/S /Link\n', '/S /P\n'] },
  ],
  'a field told and unseen': [{ of: 'letter', change: ['/Subtype /Link', '/Subtype /Widget'] }],
  'on the paper': [{ change: [/1 0 0 -1 56\.69 /, '1 0 0 -1 566.93 '] }],
  'no text over another': [{ change: [/(1 0 0 -1 [\d.]+ [\d.]+ Tm)([\s\S]*?)1 0 0 -1 [\d.]+ [\d.]+ Tm/, '$1$2$1'] }],
  'the window for the address alone': [{ change: [/1 0 0 -1 56\.69 61\.09 Tm/, '1 0 0 -1 320 180 Tm'] }],
};

const CASES = Object.entries(BREAKS).flatMap(([name, all]) =>
  all.map((one, index) => ({ ...one, name, title: all.length > 1 ? `${name}, ${index + 1}` : name })),
);

function broken({ of, change: [from, to], trailer }: Break): { readonly bytes: Buffer; readonly changed: boolean } {
  const sound = of === 'letter' ? letter : attestation;
  let changed = false;
  const put = (text: string): string => {
    if (changed) return text;
    const other = text.replace(from, to);
    changed = other !== text;
    return other;
  };
  const change = ({ id, text, stream }: PdfObject): PdfObject => {
    const fontFile = /\/Length1|\/N 3/.test(text);
    if (trailer) return { id, text, stream };
    const newText = put(text);
    return {
      id,
      text: newText,
      stream: stream && !fontFile ? Buffer.from(put(stream.toString('latin1')), 'latin1') : stream,
    };
  };
  return { bytes: writePlainPdf(sound, change, trailer ? put : undefined), changed };
}

describe('the structural checker', () => {
  it('finds nothing in sound files, written once more unchanged', () => {
    for (const sound of [attestation, letter]) expect(checkPdfStructure(readPdf(writePlainPdf(sound)))).toEqual([]);
  });

  it('has a broken file for every rule', () => {
    expect(Object.keys(BREAKS).sort()).toEqual(PDF_RULES.map(({ name }) => name).sort());
    expect(CASES.length).toBeGreaterThan(20);
  });

  it.each(CASES)('names the rule that a file breaks: $title', (one) => {
    const { bytes, changed } = broken(one);
    expect(changed).toBe(true);
    const named = checkPdfStructure(readPdf(bytes)).map((fault) => /^rule broken: ([^(]*?)(?: \(|$)/.exec(fault)?.[1]);
    expect(named).toContain(one.name);
  });

  const hasQpdf = ((): boolean => {
    try {
      execFileSync('qpdf', ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  (hasQpdf ? it : it.skip)(
    'breaks files that are sound otherwise: other readers open what is written once more (qpdf)',
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'broken-'));
      const file = path.join(folder, 'a.pdf');
      writeFileSync(file, writePlainPdf(attestation));
      expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain(
        'No syntax or stream encoding errors',
      );
      rmSync(folder, { recursive: true });
    },
  );
});
