/** Real: commander and our table of commands. Fake: the commands in it, stdout and stderr (read). */
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { type CommandEntry, runCommand } from '../../../src/cli/run-command';

const aNumber = (value: string): string => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('un nombre est attendu.');
  return value;
};

const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'compter',
    summary: 'compte',
    load: async () => ({
      define: (command) => {
        command
          .argument('<CHEMIN>', 'quoi')
          .requiredOption('--jour <J>', 'quand')
          .option('--pas <N>', 'de combien', aNumber, '2')
          .option('--json', 'une valeur JSON par ligne')
          .action(() => undefined);
      },
    }),
  },
  {
    name: 'ranger',
    summary: 'range',
    load: async () => ({
      define: (command) => {
        command.command('lire').action(() => {
          readFileSync('/nulle/part');
        });
        command.command('tout').action(() => {
          throw new Error('plus de\n  place');
        });
      },
    }),
  },
];

describe('runCommand', () => {
  let out = '';
  let err = '';

  beforeEach(() => {
    out = '';
    err = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      out += String(chunk);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      err += String(chunk);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [['compte'], 'commande «\u00a0compte\u00a0» inconnue, vouliez-vous dire compter\u00a0?'],
    [['jeter'], 'commande «\u00a0jeter\u00a0» inconnue\u00a0; voyez --help'],
    [['jeter', '--help'], 'commande «\u00a0jeter\u00a0» inconnue\u00a0; voyez --help'],
    [['help', 'jeter'], 'commande «\u00a0jeter\u00a0» inconnue\u00a0; voyez --help'],
    [['compter', 'a', '--jour', 'x', '--jsn'], 'option «\u00a0--jsn\u00a0» inconnue, vouliez-vous dire --json\u00a0?'],
    [['compter', 'a', '--jour'], 'valeur attendue\u00a0: --jour <J>\u00a0; voyez --help'],
    [['compter', 'a'], 'option attendue\u00a0: --jour <J>\u00a0; voyez --help'],
    [['compter', '--jour', 'x'], 'argument attendu\u00a0: CHEMIN\u00a0; voyez --help'],
    [['compter', 'a', 'b', '--jour', 'x'], 'trop d’arguments\u00a0; voyez --help'],
    [['compter', 'a', '--jour', 'x', '--pas', 'zéro'], '--pas\u00a0: un nombre est attendu.'],
  ])('says the wrong use %j in one French line, with exit code 2', async (argv, line) => {
    expect(await runCommand(COMMANDS, argv)).toBe(2);
    expect(err).toBe(`${line}\n`);
    expect(out).toBe('');
  });

  it('puts a failure into one line, with exit code 1', async () => {
    expect(await runCommand(COMMANDS, ['ranger', 'tout'])).toBe(1);
    expect(err).toBe('plus de place\n');
  });

  it('says in French what is wrong with a path', async () => {
    expect(await runCommand(COMMANDS, ['ranger', 'lire'])).toBe(1);
    expect(err).toBe('«\u00a0/nulle/part\u00a0»\u00a0: fichier ou dossier introuvable\n');
  });

  it.each([[['compter', '--help']], [['help', 'compter']]])('helps in French: %j', async (argv) => {
    expect(await runCommand(COMMANDS, argv)).toBe(0);
    for (const words of ['Usage\u00a0:', 'Arguments\u00a0:', 'Options\u00a0:', 'de combien (par défaut\u00a0: 2)'])
      expect(out).toContain(words);
    expect(out).toContain('--json');
    expect(out).not.toMatch(/display help|default:/);
    expect(err).toBe('');
  });

  it('names the commands, in French', async () => {
    expect(await runCommand(COMMANDS, ['ranger', '--help'])).toBe(0);
    expect(out).toContain('Commandes\u00a0:');
    expect(out).not.toMatch(/\[command\]|display help/);
  });
});
