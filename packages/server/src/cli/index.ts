import { ImprestError } from '@imprest/sdk';
import { Command, CommanderError } from 'commander';
import { StartError } from '../kernel/index.ts';
export { accountLine, accountsHeader, auditJson, auditText } from './audit-text.ts';
import { CommandError, connector, type ClientSettings } from './connect.ts';
import { operations } from './operations.ts';
import { price } from './price.ts';
import { printAnswer } from './print-answer.ts';

/** The commands that work on this machine's own data folder rather than through the HTTP API. */
export interface LocalCommands {
  /** Runs the server until it is told to stop. */
  start(options: { data?: string; port?: string }): Promise<void>;
  /** Brings the database to this version and ends. */
  migrate(options: { data?: string }): Promise<void>;
  /** Takes the token's contract on this network as it is now for the right one, whatever it was. */
  acceptContract(network: string, options: { data?: string }): Promise<void>;
  /** Recomputes the books from the journal; answers whether they are whole. */
  audit(options: AuditCommand): Promise<boolean>;
}

export interface AuditCommand {
  readonly data?: string;
  readonly json?: boolean;
  /** A time, as ISO 8601 has it. */
  readonly at?: string;
  /** Whether every balance at that time is read, rather than a sample of them. */
  readonly balances?: boolean;
  /** A file for the balance of each account. */
  readonly accounts?: string;
}

interface CommandLine {
  readonly version: string;
  /** Read only by commands that ask a server. */
  readonly clientSettings: () => ClientSettings;
  readonly local: LocalCommands;
}

/** Runs one command line and answers the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommandLine(argv: readonly string[], { version, clientSettings, local }: CommandLine): Promise<number> {
  const program = new Command('imprest')
    .description('Prepaid credits for AI images, paid in USDT.')
    .version(version)
    .exitOverride()
    .configureHelp({ sortSubcommands: true });
  let exitCode = 0;
  const dataOption = ['--data <folder>', 'the data folder (IMPREST_DATA_DIR, or .imprest)'] as const;
  program
    .command('start')
    .description('Start the server with all that it needs.')
    .option(...dataOption)
    .option('--port <port>', 'port to listen on (IMPREST_PORT, or 8787); 0 takes a free one')
    .action(async (options: { data?: string; port?: string }) => local.start(options));
  program
    .command('migrate')
    .description('Bring the database to this version.')
    .option(...dataOption)
    .action(async (options: { data?: string }) => local.migrate(options));
  program
    .command('accept-contract <network>')
    .description("take the token's contract for the right one after its code has changed, when its issuer has announced it")
    .option(...dataOption)
    .action(async (network: string, options: { data?: string }) => local.acceptContract(network, options));
  program
    .command('audit')
    .description('Recompute all books from the journal and name the first difference.')
    .option(...dataOption)
    .option('--at <time>', 'the books as they were at this time, such as 2026-05-01T12:00:00Z')
    .option('--balances', 'with --at, read every balance as its owner reads it; else of a thousand accounts and one in a hundred')
    .option('--accounts <file>', 'write the balance of each account to this file, as CSV in micro-credits')
    .option('--json', 'print the result as JSON')
    .action(async (options: AuditCommand) => {
      exitCode = (await local.audit(options)) ? 0 : 1;
    });
  price(program);
  const context = { connect: connector(clientSettings), print: printAnswer };
  for (const define of Object.values(operations)) define(program, context);
  inheritExitOverride(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

/** Sub-commands are made before `exitOverride` reaches them; without it commander ends the process itself. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride();
    inheritExitOverride(child);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ImprestError) {
    process.stderr.write(`${error.detail} (${error.code})\n`);
    return 1;
  }
  if (error instanceof CommandError || error instanceof StartError) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  throw error;
}
