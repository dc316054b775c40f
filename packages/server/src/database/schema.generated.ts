// Made by `npm run generate` from packages/server/migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonValue } from './json.ts';

export interface OutboxTable {
  id: GeneratedAlways<bigint>;
  xid: Generated<string>;
  account_id: string;
  topic: string;
  payload: ColumnType<JsonValue, string, string>;
  created_at: Generated<Date>;
}

export interface Schema {
  outbox: OutboxTable;
}
