import type { Command } from 'commander';

export interface RangeOptions {
  from?: string;
  to?: string;
}

/** The options of commands about a range of time. */
export function rangeOptions(command: Command): Command {
  return command
    .option('--from <time>', 'ISO 8601 time; the first moment that counts')
    .option('--to <time>', 'ISO 8601 time; the first moment that no longer counts');
}

/** The range that these options name. */
export function rangeOf({ from, to }: RangeOptions): RangeOptions {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
