import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { accountLine, accountsHeader, auditJson, auditText, runCommandLine, type AuditCommand, type LocalCommands } from './cli/index.ts';
import { openDatabase } from './database/index.ts';
import { StartError } from './kernel/index.ts';
import { audit } from './ledger/index.ts';
import { readSettings, type Settings } from './settings/index.ts';

// package.json states the version once, for npm and for us.
const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const startedMs = performance.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function settingsWith({ data, port }: { data?: string; port?: string }): Settings {
  return readSettings({ IMPREST_DATA_DIR: data, IMPREST_PORT: port });
}

async function start(options: { data?: string; port?: string }): Promise<void> {
  const settings = settingsWith(options);
  // From now on a signal ends what has begun in order, also when it comes during the start.
  const stopped = stopSignal();
  // Loaded only here: the other commands need little of it, and an audit is to take little memory.
  const { startImprest } = await import('./compose.ts');
  const imprest = await startImprest(settings, version, print);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  print('');
  print(`Imprest is ready at ${imprest.url} (after ${seconds} s)`);
  for (const { role, email, password } of imprest.demoPeople)
    print(`  Sign in as the demo ${role}: ${email} with the password ${password}`);
  print('  This server stops with Ctrl+C.');
  await stopped;
  print('Stopping.');
  await imprest.close();
}

/** Resolves at the first signal to end; at a second one the process ends at once. */
async function stopSignal(): Promise<void> {
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

async function migrate(options: { data?: string }): Promise<void> {
  const { dataDir, databaseUrl: url } = settingsWith(options);
  const database = await openDatabase({ url, dataDir, report: print });
  await database.close();
  print('The database is up to date.');
}

async function acceptContract(network: string, options: { data?: string }): Promise<void> {
  const { dataDir, databaseUrl: url } = settingsWith(options);
  const { acceptContract: accept } = await import('./payments/index.ts');
  const database = await openDatabase({ url, dataDir, exclusive: false });
  try {
    const known = await accept(database, network);
    if (known === undefined) throw new StartError(`No contract of a network ${JSON.stringify(network)} has been looked at yet.`);
    print(`The contract ${known.contract} is looked at anew; what it is now counts from then on.`);
  } finally {
    await database.close();
  }
}

async function auditBooks({ at, balances, accounts, ...options }: AuditCommand): Promise<boolean> {
  const { dataDir, databaseUrl: url } = settingsWith(options);
  if (url === null && !existsSync(dataDir)) {
    throw new StartError(`There is nothing to audit in ${dataDir}: start Imprest first, or name its data folder with --data.`);
  }
  const atMs = at === undefined ? undefined : Date.parse(at);
  if (Number.isNaN(atMs)) throw new StartError(`--at must be a time such as 2026-05-01 or 2026-05-01T12:00:00Z, and is ${String(at)}.`);
  const list = accounts === undefined ? undefined : openSync(accounts, 'w');
  if (list !== undefined) writeSync(list, `${accountsHeader}\n`);
  const database = await openDatabase({ url, dataDir, exclusive: false });
  try {
    const report = await audit(database, {
      atMs,
      balances: balances === true ? 'all' : 'sample',
      onAccount: list === undefined ? undefined : (account) => void writeSync(list, `${accountLine(account)}\n`),
    });
    print(options.json === true ? auditJson(report) : auditText(report));
    return report.difference === null;
  } finally {
    await database.close();
    if (list !== undefined) closeSync(list);
  }
}

const local: LocalCommands = { start, migrate, acceptContract, audit: auditBooks };

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  clientSettings: () => {
    const { serverUrl, apiKey } = readSettings();
    return { url: serverUrl, apiKey };
  },
  local,
});
