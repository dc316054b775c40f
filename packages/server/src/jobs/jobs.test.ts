import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import type { Database } from '../database/index.ts';
import { Jobs } from './index.ts';
import { bossConnection } from './boss-connection.ts';

const database = await testDatabase();
const reports: string[] = [];
const started: Jobs[] = [];
afterAll(() => Promise.all(started.map((jobs) => jobs.stop())));

function newJobs(on: Database = database): Jobs {
  const jobs = new Jobs({ database: on, report: (message) => reports.push(message) });
  started.push(jobs);
  return jobs;
}

const settled = async (name: string): Promise<string> => {
  for (;;) {
    const { rows } = await sql<{ state: string }>`
      select state::text from jobs.job where name = 'maintenance' and data ->> 'name' = ${name} and state >= 'retry' and state <> 'active'
    `.execute(database.sql);
    if (rows[0] !== undefined) return rows[0].state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('Jobs', () => {
  test('runs every job once after the start, also when another one fails, and keeps the schedules that are wanted', async () => {
    const ran: string[] = [];
    const jobs = newJobs();
    jobs.schedule('expire-things', '* * * * *', () => Promise.resolve(ran.push('expire-things')));
    jobs.schedule('fail-always', '30 3 * * *', () => Promise.reject(new Error('no')));
    jobs.schedule('purge-things', '15 3 * * *', () => Promise.resolve(ran.push('purge-things')));
    await jobs.start();
    expect(await settled('purge-things')).toBe('completed');
    expect(await settled('fail-always')).toBe('retry');
    expect(ran.toSorted()).toEqual(['expire-things', 'purge-things']);
    expect(reports).toEqual(['the job fail-always failed']);
    await jobs.stop();

    const next = newJobs();
    next.schedule('purge-things', '20 4 * * *', () => Promise.resolve());
    await next.start();
    const { rows } = await sql<{ key: string; cron: string }>`select key, cron from jobs.schedule`.execute(database.sql);
    expect(rows).toEqual([{ key: 'purge-things', cron: '20 4 * * *' }]);
    await next.stop();
  });

  test('is one run for all processes', async () => {
    let runs = 0;
    const [begun, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const both = [newJobs(), newJobs()];
    for (const jobs of both) {
      jobs.schedule('hold-on', '0 0 1 1 *', async () => {
        runs += 1;
        begun.resolve(undefined);
        await gate.promise;
      });
    }
    const [first, second] = both;
    await first?.start();
    await begun.promise;
    await second?.start();
    const { rows } = await sql<{ state: string }>`select state::text from jobs.job where data ->> 'name' = 'hold-on'`.execute(database.sql);
    expect(rows).toEqual([{ state: 'active' }]);
    gate.resolve(undefined);
    expect(await settled('hold-on')).toBe('completed');
    expect(runs).toBe(1);
    await Promise.all(both.map((jobs) => jobs.stop()));
  });

  test('runs a job on demand', async () => {
    let runs = 0;
    const jobs = newJobs();
    jobs.schedule('do-it', '0 0 1 1 *', () => Promise.resolve((runs += 1)));
    await jobs.runNow('do-it');
    expect(runs).toBe(1);
    await expect(jobs.runNow('do-else')).rejects.toThrow('there is no job do-else');
    expect(() => jobs.schedule('do-it', '* * * * *', () => Promise.resolve())).toThrow('scheduled twice');
  });

  test('stops within a moment when nothing runs', async () => {
    const jobs = newJobs();
    await jobs.start();
    const before = performance.now();
    await jobs.stop();
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('the connection of pg-boss', () => {
  test('is left clean by a transaction that fails half-way', async () => {
    const boss = bossConnection(database);
    await expect(boss.executeSql('begin; select 1; select 1 / 0; commit;')).rejects.toThrow('division by zero');
    const states = await sql<{ count: bigint }>`
      select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`.execute(database.sql);
    expect(states.rows[0]?.count).toBe(0n);
    expect((await boss.executeSql('select $1::int as n', [5])).rows).toEqual([{ n: 5 }]);
  });
});
