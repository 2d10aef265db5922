import { type Command, type CommanderError, Help, type HelpConfiguration } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage\u00a0:',
  'Arguments:': 'Arguments\u00a0:',
  'Options:': 'Options\u00a0:',
  'Commands:': 'Commandes\u00a0:',
};

const plain = new Help();
const inFrench = (usage: string): string => usage.replace('[command]', '[commande]');

const FRENCH: HelpConfiguration = {
  styleTitle: (title) => TITLES[title] ?? title,
  commandUsage: (command) => inFrench(plain.commandUsage(command)),
  // A default that is an empty list is none to show.
  optionDescription: ({ description, defaultValue, required }) =>
    required && typeof defaultValue === 'string' ? `${description} (par défaut\u00a0: ${defaultValue})` : description,
};

/** Gives a program, and the commands made from it afterwards, a help in French. */
export function helpInFrench(program: Command): Command {
  return program
    .configureHelp(FRENCH)
    .helpOption('-h, --help', 'cette aide')
    .helpCommand('help [commande]', 'l’aide d’une commande');
}

/** By commander’s code, what says the wrong use in French; given is what commander quotes. */
const SENTENCES: Readonly<Record<string, (given: string) => string>> = {
  'commander.unknownCommand': (name) => `commande «\u00a0${name}\u00a0» inconnue`,
  'commander.unknownOption': (flag) => `option «\u00a0${flag}\u00a0» inconnue`,
  'commander.missingArgument': (name) => `argument attendu\u00a0: ${name}`,
  'commander.optionMissingArgument': (flags) => `valeur attendue\u00a0: ${flags}`,
  'commander.missingMandatoryOptionValue': (flags) => `option attendue\u00a0: ${flags}`,
  'commander.excessArguments': () => 'trop d’arguments',
};

/** An option’s or an argument’s value: its flags, and what was expected, in our own words. The value is not repeated. */
const INVALID = /^error: (?:option|command-argument) '(?:-\w, )?([^' ]+)[^']*'[\s\S]* is invalid\. ([\s\S]*)$/;

/** @returns one line in French for a wrong use that commander found, with what was perhaps meant */
export function usageInFrench({ code, message }: CommanderError): string {
  const bad = INVALID.exec(message);
  if (code === 'commander.invalidArgument' && bad !== null) return `${bad[1]}\u00a0: ${bad[2]}`;
  const sentence = SENTENCES[code];
  if (sentence === undefined) return message;
  const given = /'(.*)'/.exec(message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  const hint =
    meant === undefined ? '\u00a0; voyez --help' : `, vouliez-vous dire ${meant.replaceAll(', ', ' ou ')}\u00a0?`;
  return `${sentence(given)}${hint}`;
}
