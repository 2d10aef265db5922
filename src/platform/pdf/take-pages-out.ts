import { MergedFile, readDocument } from './merged-file';

/** Pages of a PDF as a PDF of their own, as they are. @param wanted from 0 @throws PdfFault where it cannot be followed */
export async function takePdfPagesOut(bytes: Buffer, wanted: readonly number[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const merged = MergedFile.into({
    writeFile: async (piece) => void parts.push(piece),
    sync: async () => undefined,
    close: async () => undefined,
  });
  const document = readDocument(bytes);
  const pages = document.pages.filter((_page, at) => wanted.includes(at));
  await merged.append({ ...document, pages }, () => null);
  await merged.finish('Courrier');
  return Buffer.concat(parts);
}
