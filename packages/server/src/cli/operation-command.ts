import type { Imprest } from '@imprest/sdk';
import type { Command } from 'commander';

/** What a command reads beside its own options: the server to ask and how to write the answer. */
export interface ClientOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** Gives a signed-in client for these options. */
export type Connect = (options: ClientOptions) => Promise<Imprest>;

/** Writes an answer: readable text, or JSON when asked. */
export type Print = (answer: unknown, options: ClientOptions) => void;

/** What a command needs of the program around it. */
export interface CommandContext {
  readonly connect: Connect;
  readonly print: Print;
}

interface OperationCommand<Arguments extends readonly string[], Options extends object> {
  /** The words after `imprest`, with the arguments in angle brackets: `invoices get <invoiceId>`. */
  readonly usage: string;
  /** The same once more under a shorter name. */
  readonly also?: string;
  readonly summary: string;
  /** Adds the command's own options. */
  readonly options?: (command: Command) => Command;
  /** Calls the operation. `undefined` answers are not printed. */
  readonly run: (client: Imprest, args: Arguments, options: Options & ClientOptions) => Promise<unknown>;
}

/** One operation of the HTTP API as a command; the file is named after its operationId. */
export type DefinedCommand = (program: Command, context: CommandContext) => void;

/** Defines the command of one API operation. Groups such as `invoices` are made when first needed. */
export function operationCommand<Options extends object = object, Arguments extends readonly string[] = readonly string[]>(
  definition: OperationCommand<Arguments, Options>,
): DefinedCommand {
  return (program, context) => {
    for (const usage of [definition.usage, definition.also ?? []].flat()) defineUsage(program, context, usage, definition);
  };
}

function defineUsage<Options extends object, Arguments extends readonly string[]>(
  program: Command,
  context: CommandContext,
  usage: string,
  definition: OperationCommand<Arguments, Options>,
): void {
  const words = usage.split(' ');
  const names = words.filter((word) => !word.startsWith('<') && !word.startsWith('['));
  const name = names.pop();
  if (name === undefined) throw new Error(`a command needs a name: ${usage}`);
  const group = names.reduce(childGroup, program);
  const command = group.command(name).summary(definition.summary).description(`${definition.summary}.`);
  for (const word of words.filter((each) => each.startsWith('<') || each.startsWith('['))) command.argument(word);
  definition.options?.(command);
  command
    .option('--url <url>', 'the server to ask (IMPREST_URL, or http://127.0.0.1:8787)')
    .option('--key <key>', 'an API key (IMPREST_API_KEY); a sandbox lets you in without one as the demo customer')
    .option('--json', 'print the answer as JSON')
    .action(async () => {
      // commander types its options loosely; each command states the shape that its own option list gives.
      const options = command.opts<Options & ClientOptions>();
      // commander has checked the number of arguments against the usage line.
      const answer = await definition.run(await context.connect(options), command.args as unknown as Arguments, options);
      if (answer !== undefined) context.print(answer, options);
    });
}

function childGroup(parent: Command, name: string): Command {
  const known = parent.commands.find((each) => each.name() === name);
  return known ?? parent.command(name).description(`Work with ${name.replaceAll('-', ' ')}.`);
}
