/** All values of a field that may be given several times. */
export function readSeveral(body: Readonly<Record<string, unknown>> | undefined, name: string): string[] {
  const value = body?.[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

/** A field of a form as text; empty where it is missing or given twice. */
export function readText(body: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
}
