import { openDatabase } from '../../src/database/index.ts';
import { StartError } from '../../src/kernel/index.ts';

/**
 * A process that opens the data folder given as its argument, prints what happens line by line, then `open`, and closes it on SIGTERM.
 * For tests of what processes do to each other.
 */
try {
  const [, , dataDir = ''] = process.argv;
  const database = await openDatabase({ dataDir, report: (line) => console.log(line) });
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    database.close().then(
      () => console.log('closed'),
      (error: unknown) => console.error(error),
    );
  });
  // Last, because whoever reads it may send SIGTERM at once.
  console.log('open');
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
