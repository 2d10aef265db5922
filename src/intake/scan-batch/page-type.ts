/** Pages that a batch may hold, by the ending of their name; the bytes are judged when they are read. */
const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** @returns null for a name that no page has */
export function pageTypeOf(fileName: string): string | null {
  return TYPES[fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()] ?? null;
}
