import type { Database, Tx } from '../../database/index.ts';
import { assert, derivedId, idempotencyKeyReused, Problem, type Clock } from '../../kernel/index.ts';
import { commandIdReused, type Entry, type Ledger } from '../../ledger/index.ts';
import { codeStatus, type Redemption } from './campaign.ts';
import { codeKeyOf } from './code-text.ts';
import {
  codeAlreadyRedeemed,
  codeDisabled,
  codeExhausted,
  codeExpired,
  codeForNewCustomers,
  codeNotYetValid,
  unknownCode,
} from '../problems.ts';
import { countClaim, insertRedemption, selectOfferedCode, selectRedemption, type OfferedCodeRow } from './queries.ts';
import { viewRedemption } from './view-campaign.ts';

export interface RedeemCodeContext {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'grant' | 'hasBeenGranted'>;
  readonly clock: Clock;
}

export interface RedeemCodeRequest {
  readonly accountId: string;
  /** As it was typed. */
  readonly code: string;
  /** 1 to 128 visible ASCII characters; the same key gives the same redemption for ever. */
  readonly idempotencyKey: string;
}

export interface Redeemed {
  readonly redemption: Redemption;
  /** Whether this is the answer to an earlier request with the same key. */
  readonly replayed: boolean;
}

/** Somebody else changed the code's count or this account's claims since they were read; nothing was booked. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** What can overtake a claim is final (claimed, used up, disabled), so the second look explains it; one more for a lost answer. */
const triesMax = 3;
const dayMs = 86_400_000;

/**
 * Grants what a code promises: once per account, and never more often than the code allows, however many ask at once and in how many
 * processes. The grant, the claim and the count are one transaction. Repeated with the same key it gives the first answer; with a new key
 * it is refused, `code_already_redeemed`. Also refuses `unknown_code`, `code_not_yet_valid`, `code_expired`, `code_exhausted`,
 * `code_disabled`, `code_for_new_customers`, `idempotency_key_reused`, and what the ledger refuses of a grant. A refusal changes nothing.
 */
export async function redeemCode(context: RedeemCodeContext, { accountId, code, idempotencyKey }: RedeemCodeRequest): Promise<Redeemed> {
  const id = derivedId('rdm', accountId, idempotencyKey);
  // Text that cannot be a code is looked up all the same, so that it takes as long to be refused.
  const codeKey = codeKeyOf(code) ?? '';
  for (let tries = 1; ; tries += 1) {
    // In this order, so that what this very request has used up is seen as its first answer and not as somebody else's.
    const offered = await selectOfferedCode(context.database.sql, accountId, codeKey);
    const before = await selectRedemption(context.database.sql, accountId, id);
    if (before !== undefined) {
      if (before.code_key !== codeKey) throw keyReused();
      return { redemption: viewRedemption(before), replayed: true };
    }
    const nowMs = context.clock.nowMs();
    try {
      return await claim(context, { accountId, id, offered: requireOpen(offered, nowMs), nowMs });
    } catch (error) {
      const reused = error instanceof Problem && error.code === commandIdReused.definition.code;
      if (!reused && !(error instanceof Overtaken)) throw error;
      // The ledger remembers the key, but nothing was redeemed under it: it refused another grant then.
      if (tries === triesMax) throw reused ? keyReused() : error;
    }
  }
}

/** Refuses a code that this account cannot redeem at this moment, and says why. */
function requireOpen(row: OfferedCodeRow | undefined, nowMs: number): OfferedCodeRow {
  if (row === undefined)
    throw unknownCode('There is no such code. Check each character; case and dashes do not matter. Nothing was granted.');
  if (row.redeemed_at !== null) {
    throw codeAlreadyRedeemed('You have redeemed this code already: its credits are on your statement. Nothing was granted again.', {
      redeemedAt: row.redeemed_at.toISOString(),
    });
  }
  const validUntilMs = row.valid_until === null ? null : row.valid_until.getTime();
  const disabledAtMs = row.disabled_at === null ? null : row.disabled_at.getTime();
  const state = { claims: row.claims, claimsMax: row.claims_max, disabledAtMs, validFromMs: row.valid_from.getTime(), validUntilMs };
  switch (codeStatus(state, nowMs)) {
    case 'disabled':
      throw codeDisabled('This code has been withdrawn. Nothing was granted.');
    case 'ended':
      throw codeExpired('This code has expired. Nothing was granted.', { validUntil: row.valid_until?.toISOString() ?? null });
    case 'waiting':
      throw codeNotYetValid('This code cannot be redeemed yet. Nothing was granted; try again when it begins.', {
        validFrom: row.valid_from.toISOString(),
      });
    case 'exhausted':
      throw codeExhausted('This code has been redeemed as often as it can be. Nothing was granted.');
    default:
      return row;
  }
}

interface Claim {
  readonly accountId: string;
  readonly id: string;
  readonly offered: OfferedCodeRow;
  readonly nowMs: number;
}

async function claim({ database, ledger }: RedeemCodeContext, { accountId, id, offered, nowMs }: Claim): Promise<Redeemed> {
  let replayed = false;
  const { expires_after_days: days, expires_at: expiresAt } = offered;
  const expiresAtMs = days === null ? (expiresAt?.getTime() ?? null) : nowMs + days * dayMs;
  const write = async (tx: Tx, [entry]: readonly Entry[]): Promise<void> => {
    // The account is locked by now, so that no purchase can come in between.
    if (offered.new_customers_only && (await ledger.hasBeenGranted(accountId, 'purchased', tx))) {
      throw codeForNewCustomers('This code is for customers who have not bought credits yet. Nothing was granted.');
    }
    const grantId = entry?.parts[0]?.grantId ?? '';
    if (!(await insertRedemption(tx, { accountId, id, codeId: offered.id, grantId, expiresAtMs, redeemedAtMs: nowMs })))
      throw new Overtaken();
    if (!(await countClaim(tx, offered.id))) throw new Overtaken();
  };
  await ledger.grant(
    {
      // By the caller's key and not by the code, so that a refusal which the ledger remembers ends this request alone.
      id: `redeem:${id}`,
      accountId,
      kind: offered.kind,
      amount: offered.amount,
      priority: offered.priority,
      expiresAtMs,
      label: offered.label,
      memo: `${offered.label}, code ${offered.code}`,
      reference: { type: 'offer', id: offered.id },
    },
    { alongside: write, onReplay: () => void (replayed = true) },
  );
  const row = await selectRedemption(database.sql, accountId, id);
  assert(row, 'a grant for a code is booked with its claim');
  return { redemption: viewRedemption(row), replayed };
}

function keyReused(): Problem {
  return idempotencyKeyReused('This Idempotency-Key was used for another request. Nothing was granted now. Use a new key for a new code.');
}
