/** Audits the database at the address that is given, and prints how long that took and how much memory this process had at most. */
import { openDatabase } from '../packages/server/src/database/index.ts';
import { audit } from '../packages/server/src/ledger/index.ts';

const [, , url = ''] = process.argv;
const database = await openDatabase({ url, connections: 2 });
const startedMs = performance.now();
const { entries, accounts, difference } = await audit(database);
const seconds = (performance.now() - startedMs) / 1000;
await database.close();
if (difference !== null) throw new Error(`the books are not whole: ${difference.accountId} ${difference.rule} ${difference.detail}`);
// The operating system counts it in KiB.
process.stdout.write(JSON.stringify({ entries, accounts, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
