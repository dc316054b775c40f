/** The front of the package `imprest/ledger`: the ledger on somebody else's PostgreSQL. */
export type * from '../index.ts';
export { grantKinds } from '../grants.ts';
export { Ledger, type LedgerOptions, type LedgerWithin } from './ledger.ts';
export type { EventsQuestion, LedgerEvent } from './read-events.ts';
export type { JsonObject, PgClient, PgPool, PgPoolClient } from '../../database/index.ts';
export { amountFromText, amountToText, microCreditsPerCredit, newId, Problem, StartError, type Clock } from '../../kernel/index.ts';
