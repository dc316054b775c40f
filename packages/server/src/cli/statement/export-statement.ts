import { Option } from 'commander';
import { operationCommand } from '../operation-command.ts';
import { rangeOf, rangeOptions, type RangeOptions } from '../range-options.ts';
import { writePieces } from '../write-pieces.ts';

interface Options extends RangeOptions {
  format: 'csv' | 'json';
  output?: string;
}

export const exportStatement = operationCommand<Options>({
  usage: 'statement export',
  summary: 'Write your whole statement, or a range of it, as CSV or as lines of JSON',
  options: (command) =>
    rangeOptions(command)
      .addOption(new Option('--format <format>', 'the form').choices(['csv', 'json']).default('csv'))
      .option('-o, --output <file>', 'where to; standard output when left out'),
  run: (client, _args, options) => writePieces(client.statement.export({ format: options.format, ...rangeOf(options) }), options.output),
});
