/** A field of a form as text; empty where it is missing or given twice. */
export function readText(body: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
}
