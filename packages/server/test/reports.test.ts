import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

describe('reports over HTTP', async () => {
  const server = await testServer();

  it('sums usage, says how long the credits last and exports the same statement in both forms', async () => {
    const { client, accountId, apiKey } = await server.customer(20_000_000n);
    const usage = { model: 'standard', operation: 'generate' };
    await server.ledger.spend({ id: 's1', accountId, amount: 2_500_000n, usage, memo: '=1+1' });
    await server.ledger.spend({ id: 's2', accountId, amount: 1_000_000n });
    const report = await client.usage.get({ groupBy: ['model', 'operation'] });
    const none = { day: null, projectId: null, apiKeyId: null, sessionId: null, model: null, operation: null };
    expect(report).toMatchObject({ timeZone: 'UTC', total: { amount: '3.5', count: 2 }, rest: { amount: '0', count: 0, groups: 0 } });
    expect(report.groups).toEqual([
      { ...none, ...usage, amount: '2.5', count: 1 },
      { ...none, amount: '1', count: 1 },
    ]);

    const forecast = await client.forecast.get();
    expect(forecast).toMatchObject({ available: '16.5', usedPerDay: '0.5', paceDays: 7, expires: '0', expiring: [] });
    expect(Date.parse(forecast.runsOutAt ?? '') - Date.parse(forecast.asOf)).toBe(33 * 86_400_000);

    const entries = (await client.statement.list()).data.toReversed();
    let json = '';
    for await (const piece of client.statement.export({ format: 'json' })) json += piece;
    const lines = json
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    for (const [index, entry] of entries.entries()) expect(lines[index]).toMatchObject(entry);
    expect(lines).toHaveLength(entries.length);

    const answer = await fetch(`${server.url}/v1/statement/export?format=csv`, { headers: { authorization: `Bearer ${apiKey}` } });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="imprest-statement-\d{4}-\d\d-\d\d\.csv"$/u);
    const rows = (await answer.text()).split('\r\n').slice(1, -1);
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(entries.map(({ hash }) => hash));
    expect(rows.join('\n')).toContain(`,spend,'=1+1,-2.5,0,17.5,0,17.5,`);
  });

  it.each(['/v1/statement/export?format=csv', '/v1/books/export?at=2026-01-01T00:00:00Z'])(
    'begins %s with a byte order mark where it is asked for',
    async (address) => {
      const { apiKey } = await server.operator();
      const exported = async (mark: string): Promise<Buffer> => {
        const answer = await fetch(`${server.url}${address}&mark=${mark}`, { headers: { authorization: `Bearer ${apiKey}` } });
        return Buffer.from(await answer.arrayBuffer());
      };
      const plain = await exported('false');
      expect(plain.subarray(0, 3).toString()).toMatch(/^[a-z]{3}$/u);
      expect(await exported('true')).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]));
    },
  );

  it('gives an operator the books, in both forms', async () => {
    const { accountId } = await server.customer(20_000_000n);
    await server.ledger.spend({ id: 's1', accountId, amount: 2_500_000n });
    const { client } = await server.operator();
    const at = new Date(Date.now() + 1).toISOString();
    const books = await client.books.get({ at });
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    expect(differencesFromSchema(books, { $ref: 'Books' }, components.schemas)).toEqual([]);
    expect(Number(books.usageRevenue.total)).toBeGreaterThanOrEqual(2.5);
    expect(books.books.map(({ book }) => book)).toContain('receivable');
    let csv = '';
    for await (const piece of client.books.export({ at })) csv += piece;
    expect(csv.split('\r\n')[0]).toBe('report,line,month,item,credits');
    for (const { book, closing } of books.books) expect(csv).toContain(`\r\nbooks,${book},,closing,${closing}\r\n`);
    expect(csv).toContain(`\r\ndeferredRevenue,,,closing,${books.deferredRevenue.closing}\r\n`);
  });

  it('lets go of the database when nobody reads on', async () => {
    const { client, accountId } = await server.customer(20_000_000n);
    for (let round = 0; round < 30; round += 1) {
      const spends = Array.from({ length: 100 }, (_, index) => ({
        command: 'spend' as const,
        id: `s${String(round)}_${String(index)}`,
        accountId,
        amount: 1n,
        memo: 'm'.repeat(400),
      }));
      await server.ledger.executeAll(spends);
    }
    for await (const piece of client.statement.export({ format: 'json' })) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await expect
      .poll(
        async () =>
          (
            await sql<{ busy: bigint }>`select count(*) as busy from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(server.database.sql)
          ).rows[0]?.busy,
        { timeout: 20_000 },
      )
      .toBe(0n);
  });
});
