/**
 * A server process of the benchmark `processes`: `spend-server.ts DATABASE_URL FOLDER [CUSTOMERS]` is Imprest, and the first one makes the
 * customers. Tells its parent where it listens, and the API keys of the customers that it made.
 */
import { sql } from 'kysely';
import { newId } from '../../packages/server/src/kernel/index.ts';
import { openBareServer } from '../../packages/server/test/support/bare-server.ts';
import { answerParent } from '../server-usage.ts';

export interface SpendServerReady {
  readonly port: number;
  readonly apiKeys: readonly string[];
}

const [url = '', folder = '', customers = '0'] = process.argv.slice(2);
const { rooms, port } = await openBareServer(url, folder);

/** Signed up without a password of their own, which would take longer than the benchmark. */
async function signUp(index: number): Promise<string> {
  const person = {
    userId: newId('user'),
    accountId: newId('acct'),
    email: `${String(index)}@bench.test`,
    name: `Customer ${String(index)}`,
  };
  const { userId, accountId, email, name } = person;
  await rooms.ledger.openAccount({ id: 'open', accountId });
  await sql`
    insert into users (id, name, email, email_verified, role, account_id, created_at, updated_at)
    values (${userId}, ${name}, ${email}, false, 'customer', ${accountId}, now(), now())`.execute(rooms.database.sql);
  const { secret, id } = await rooms.access.createApiKey({ ...person, role: 'customer', apiKeyId: null }, 'bench');
  for (const days of [30, 60, 90]) {
    const expiresAtMs = Date.now() + days * 86_400_000;
    await rooms.ledger.grant({ id: `grant_${String(days)}`, accountId, kind: 'purchased', amount: 1_000_000_000_000n, expiresAtMs });
  }
  const scope = { type: 'api_key', id } as const;
  await rooms.ledger.setBudget({ id: 'budget', accountId, scope, period: 'month', limit: 3_000_000_000_000n });
  return secret;
}

const apiKeys = await Promise.all(Array.from({ length: Number(customers) }, (_, index) => signUp(index)));
answerParent();
process.send?.({ port, apiKeys } satisfies SpendServerReady);
