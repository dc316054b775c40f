import { expect, test } from 'vitest';
import { testDatabase } from '../../packages/server/test/support/database.ts';
import { simulateBooks } from './simulate-books.ts';

const database = await testDatabase();

test('a generated year: books, audit, exports and statements agree to the last micro-credit, on days of it and at its end', async () => {
  const report = await simulateBooks(database, { accounts: 40, everyDays: 4 });
  expect(report.failures).toEqual([]);
  expect(report.entries).toBeGreaterThan(1500);
}, 240_000);
