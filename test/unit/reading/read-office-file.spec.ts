import { parseContentType } from '../../../src/reading/mime/content-type';
import { readAttachedFile } from '../../../src/reading/text/read-attached-file';
import { readOfficeFile } from '../../../src/reading/text/read-office-file';
import { aZip } from '../../builders/a-zip';

/** Office files that people attach. Real: the zip, the parser, the reading. Made up: the files, by hand as the formats ask. */
const read = async (name: string, bytes: Buffer) =>
  readAttachedFile({ name, type: parseContentType('application/octet-stream'), bytes, inline: false }, { left: 0 });

const word = (body: string): Buffer =>
  aZip([
    ['[Content_Types].xml', '<Types/>'],
    ['word/document.xml', `<w:document><w:body>${body}</w:body></w:document>`],
    ['word/footer1.xml', '<w:ftr><w:p><w:r><w:t>Pied de page</w:t></w:r></w:p></w:ftr>'],
  ]);

describe('office files', () => {
  it('give the words of a Word file as they are read, without what was struck out', async () => {
    const body =
      '<w:p><w:r><w:t>Mon num&#233;ro : 2 69 05 49</w:t></w:r><w:r><w:t xml:space="preserve"> 588 157 80</w:t></w:r></w:p>' +
      '<w:p><w:del><w:r><w:delText>ancien</w:delText><w:t>biff&#233;</w:t></w:r></w:del><w:r><w:t>Merci</w:t><w:br/><w:t>Jeanne</w:t></w:r></w:p>' +
      '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>APL</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>120</w:t></w:r></w:p></w:tc></w:tr></w:tbl>';
    const { text, problem } = await read('lettre.docx', word(body));
    expect(problem).toBeNull();
    expect(text).toContain('Mon numéro : 2 69 05 49 588 157 80\nMerci\nJeanne\n');
    expect(text).toMatch(/APL\s+120/);
    expect(text).toContain('Pied de page');
    expect(text).not.toMatch(/ancien|biffé/);
  });

  it('give the cells of a workbook, a number of many digits as it was typed', async () => {
    const sheet =
      '<worksheet><sheetData><row><c t="s"><v>1</v></c><c><v>2.6905495881578E14</v></c></row>' +
      '<row><c t="inlineStr"><is><t>Total</t></is></c><c><v>12.5</v></c></row></sheetData></worksheet>';
    const book = aZip([
      ['xl/workbook.xml', '<workbook/>'],
      ['xl/sharedStrings.xml', '<sst><si><t>x</t></si><si><r><t>Num</t></r><r><t>ero</t></r></si></sst>'],
      ['xl/worksheets/sheet1.xml', sheet],
    ]);
    expect((await read('classeur.xlsx', book)).text).toBe('Numero  269054958815780\nTotal  12.5');
  });

  it('give the text of an OpenDocument file', async () => {
    const content =
      '<office:document-content><office:body><office:text><text:tracked-changes><text:p>ancien</text:p></text:tracked-changes>' +
      '<text:h>Demande</text:h><text:p>Bonjour<text:s text:c="2"/>Madame<text:line-break/>Merci</text:p></office:text></office:body></office:document-content>';
    const odt = aZip([
      ['mimetype', 'application/vnd.oasis.opendocument.text'],
      ['content.xml', content],
    ]);
    expect((await read('lettre.odt', odt)).text).toBe('Demande\nBonjour Madame\nMerci');
  });

  it('say why they are not read', async () => {
    const bomb = word(`<w:p><w:t>${'a'.repeat(2_000)}</w:t></w:p>`);
    expect(await readOfficeFile(bomb, 1_000)).toMatchObject({
      text: '',
      problem: 'document trop volumineux une fois décompressé',
    });
    expect((await read('vide.docx', aZip([['word/document.xml', '<w:document/>']]))).problem).toMatch(/sans rien/);
    expect((await read('a.doc', Buffer.from('\xd0\xcf\x11\xe0 ancien', 'latin1'))).problem).toMatch(/avant 2007/);
    expect((await read('a.docx', word('<w:p/>').subarray(0, 80))).problem).toMatch(/format/);
    expect((await read('photos.zip', aZip([['a.txt', 'b']]))).problem).toMatch(/format/);
  });
});
