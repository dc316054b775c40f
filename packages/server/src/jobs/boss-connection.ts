import { CompiledQuery, type QueryResult } from 'kysely';
import type { ConnectionOptions } from 'pg-boss';
import type { Database } from '../database/index.ts';

type BossDatabase = NonNullable<ConnectionOptions['db']>;

/** Texts of several statements that open their own transaction. */
const opensTransaction = /^\s*begin\b/iu;

/**
 * Lets pg-boss work through the connections that everybody uses: no pool of its own to keep open, and it follows the database when that
 * comes back elsewhere.
 */
export function bossConnection(database: Database): BossDatabase {
  return {
    async executeSql(text, values) {
      const query = CompiledQuery.raw(text, values ?? []);
      const { rows } = await (opensTransaction.test(text) ? runTransaction(database, query) : database.sql.executeQuery(query));
      return { rows: [...rows] };
    },
  };
}

/** A text that fails half-way leaves its transaction open; without the rollback the next user of the connection would find it so. */
function runTransaction(database: Database, query: CompiledQuery): Promise<QueryResult<unknown>> {
  return database.sql.connection().execute(async (connection) => {
    try {
      return await connection.executeQuery(query);
    } catch (error) {
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw error;
    }
  });
}
