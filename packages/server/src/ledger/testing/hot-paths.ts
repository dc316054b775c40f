import { Problem, type Clock } from '../../kernel/index.ts';
import { Ledger, type GrantKind } from '../index.ts';
import { LaneTurns } from '../commit/lane-turns.ts';
import { ledgerQueries } from '../commit/queries.ts';
import type { RecordingDatabase } from './record-statements.ts';

const startMs = Date.UTC(2026, 0, 1);
const [accountId, toAccountId] = ['acct_hot', 'acct_receiver'];

/** Walks each hot path of the ledger once, alone, so that the statements of each are known. Opens two accounts of its own. */
export async function walkHotPaths({ database, record }: RecordingDatabase): Promise<void> {
  const clock = { ms: startMs, nowMs: () => clock.ms };
  const ledger = new Ledger({ database, clock: clock satisfies Clock });
  await ledger.openAccount({ id: 'open', accountId: toAccountId });
  await record('open-account', () => ledger.openAccount({ id: 'open', accountId }));
  const grant = (
    id: string,
    amount: bigint,
    terms: { readonly kind?: GrantKind; readonly effectiveAtMs?: number; readonly expiresAtMs?: number } = {},
  ) => ledger.grant({ id, accountId, kind: 'purchased', amount, ...terms });
  const hold = (id: string, timeoutMs = 60_000) => ledger.hold({ id, accountId, holdId: id, amount: 10n, timeoutMs });
  const spend = (id: string, amount: bigint) => ledger.spend({ id, accountId, amount, usage: { projectId: 'proj_1' } });
  const refused = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  const alongside = () => Promise.resolve();

  await record('grant', () => grant('g1', 1000n));
  await record('grant that takes effect later', () => grant('g2', 5n, { effectiveAtMs: startMs + 100 }));
  await record('spend', () => spend('s1', 20n));
  await record('spend again, the same', () => spend('s1', 20n));
  await record('spend refused', () => refused(spend('s2', 9000n)));
  await record('spend refused again', () => refused(spend('s2', 9000n)));
  await record('spend once something is due', () => ((clock.ms += 200), spend('s3', 1n)));
  await record('spend refused once something is due', async () => {
    await grant('g3', 5n, { kind: 'trial', expiresAtMs: clock.ms + 10 });
    clock.ms += 10;
    await refused(spend('s4', 9000n));
  });
  await record('spend with rows alongside', () => ledger.spend({ id: 's5', accountId, amount: 1n }, { alongside }));
  await record('hold', () => hold('h1'));
  await record('extend', () => ledger.extend({ id: 'e1', accountId, holdId: 'h1', timeoutMs: 120_000 }));
  await record('capture', () => ledger.capture({ id: 'c1', accountId, holdId: 'h1', amount: 15n, final: false }));
  await record('capture, final', () => ledger.capture({ id: 'c2', accountId, holdId: 'h1' }));
  await hold('h2');
  await record('void', () => ledger.void({ id: 'v1', accountId, holdId: 'h2' }));
  await record('adjust up', () => ledger.adjust({ id: 'a1', accountId, amount: 5n, reason: 'a correction' }));
  await record('adjust down', () => ledger.adjust({ id: 'a2', accountId, amount: -5n, reason: 'a correction' }));
  await record('reverse a spend', () => ledger.reverse({ id: 'r1', accountId, commandId: 's1' }));
  await record('reverse a grant', async () => ledger.reverse({ id: 'r2', accountId, commandId: 'g1' }));
  await grant('g4', 1000n);
  const transfer = { id: 't1', accountId, toAccountId, amount: 5n };
  await record('transfer', () => ledger.transfer(transfer));
  await record('transfer again, the same', () => ledger.transfer(transfer));
  await record('transfer refused', () => refused(ledger.transfer({ ...transfer, id: 't2', amount: 9000n })));
  await record('linked commands', () =>
    ledger.executeAll([
      { command: 'spend', id: 'l1', accountId, amount: 1n },
      { command: 'hold', id: 'l2', accountId, holdId: 'h3', amount: 1n, timeoutMs: 10 },
      { command: 'grant', id: 'l3', accountId, kind: 'bonus', amount: 1n },
    ]),
  );
  const budget = { scope: { type: 'project', id: 'proj_1' }, period: 'day', limit: 100_000n } as const;
  await record('set a budget', () => ledger.setBudget({ id: 'b1', accountId, ...budget }));
  await record('set a reserve', () => ledger.setReserve({ id: 'b2', accountId, amount: 1n }));
  await record('set a credit limit', () => ledger.setCreditLimit({ id: 'b3', accountId, amount: 10_000n }));
  await record('spend within a budget, on credit', () => spend('s6', 3000n));
  await record('close a period', () => ledger.closePeriod({ id: 'b4', accountId }));
  await record('settle', () => ledger.settle({ id: 'b5', accountId, amount: 1n }));
  const recurring = { recurringId: 'r', amount: 5n, unit: 'day' } as const;
  await record('start a recurring grant', () => ledger.startRecurringGrant({ id: 'b6', accountId, ...recurring }));
  await record('spend once a cycle has begun', () => ((clock.ms += 86_400_000), spend('s7', 1n)));
  await record('stop a recurring grant', () => ledger.stopRecurringGrant({ id: 'b7', accountId, recurringId: 'r' }));
  await ledger.grant({ id: 'bought', accountId: toAccountId, kind: 'purchased', amount: 100n });
  await record('refund', () => ledger.refund({ id: 'refund', accountId: toAccountId, commandId: 'bought' }));
  await ledger.hold({ id: 'h4', accountId, holdId: 'h4', amount: 1n, timeoutMs: 10 });
  clock.ms += 10;
  await record('book what is due', () => ledger.bookDue(10));
  await record('may I spend?', () => ledger.maySpend({ accountId, amount: 1n }));
  await record('read the balance', () => ledger.readBalance(accountId));
  await record('read a past balance', () => ledger.readBalance(accountId, startMs + 1));
  await record('read the grants', () => ledger.readGrants(accountId));
  await record('read the statement', () => ledger.readStatement(accountId, { limit: 10 }));
  await record('read the rules', () => ledger.readRules(accountId));
  await record('forecast the balance', () => ledger.forecastBalance(accountId));
  await record('read a hold', () => ledger.readHold(accountId, 'h1'));
  const other = new Ledger({ database, clock });
  for (let turn = 0; turn < 12; turn += 1) {
    await spend(`m${String(turn)}`, 1n);
    await other.spend({ id: `o${String(turn)}`, accountId, amount: 1n });
  }
  await record('spend from an account that others write, too', () => spend('m', 1n));
  await record('take turns with others', async () => {
    const turn = await new LaneTurns(database, ledgerQueries('ledger', 'outbox')).take(0);
    turn?.end();
    await turn?.ended;
  });
  await Promise.all([ledger.close(), other.close()]);
}
