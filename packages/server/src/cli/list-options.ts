import { InvalidArgumentError, type Command } from 'commander';

export interface ListOptions {
  cursor?: string;
  limit?: number;
}

/** The options of every list command. */
export function listOptions(command: Command): Command {
  return command.option('--cursor <cursor>', 'go on after this page').option('--limit <limit>', 'rows in a page, 1 to 100', wholeNumber);
}

/** The page that these options ask for. */
export function pageOf({ cursor, limit }: ListOptions): ListOptions {
  return { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) };
}

/** Reads a whole number that is not negative, or refuses it with a sentence. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new InvalidArgumentError('give a whole number');
  return Number(text);
}
