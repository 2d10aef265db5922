/** What a program needs of the machine: where programs, homes and temporary files are, the language and the time zone. */
const OF_THE_SYSTEM = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** The environment without any setting of the product: for a process that must not reach a real database or relay. */
export function systemEnvironment(): Record<string, string> {
  return Object.fromEntries(
    OF_THE_SYSTEM.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
