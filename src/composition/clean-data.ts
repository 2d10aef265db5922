/** Tabs and other controls become a space; invisible signs go: they could turn a line around (U+202E) or hide text. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Cf}|\p{Cs}|\p{Co}/gu, '')
    .trim();
}

/** Every text of a value, cleaned: what comes from files and messages is made sound once, before anything is composed. */
export function cleanData<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map(cleanData) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanData(inner)])) as T;
}
