import type { Tx } from '../database/index.ts';
import type { Entry, Reference } from './entries.ts';
import type { GrantKind } from './grants.ts';
import type { BudgetPeriod, BudgetScope, CycleUnit, Rollover } from './account-rules.ts';
import type { Usage } from './usage.ts';

/** What every command carries. */
export interface CommandBase {
  /**
   * Made by the caller and kept until the answer is known; 1 to 128 characters, unique in the account. The same id with the
   * same content gets the first answer for ever, also when that was a refusal; with other content it is a conflict.
   */
  readonly id: string;
  readonly accountId: string;
  readonly reference?: Reference | undefined;
  /** A sentence for the statement, at most 500 characters. */
  readonly memo?: string | undefined;
}

/** Opens an account with a balance of zero. */
export type OpenAccountCommand = CommandBase;

/** Gives credits. */
export interface GrantCommand extends CommandBase {
  readonly kind: GrantKind;
  /** Micro-credits, more than zero. */
  readonly amount: bigint;
  /** Unique in the account; derived from the command's id when left out. */
  readonly grantId?: string | undefined;
  /** 0 to 100, 50 when left out; lower is spent first. */
  readonly priority?: number | undefined;
  /** From when on the credits count. Now when left out; a time ahead keeps them out of the balance until then. */
  readonly effectiveAtMs?: number | undefined;
  /** The first moment at which they can no longer be spent; never when left out or `null`. */
  readonly expiresAtMs?: number | null | undefined;
  /** Shown beside the grant, at most 200 characters. */
  readonly label?: string | undefined;
}

/** Sets credits aside for one operation. */
export interface HoldCommand extends CommandBase {
  /** Unique in the account, 1 to 128 characters. */
  readonly holdId: string;
  readonly amount: bigint;
  /** After this long the hold ends by itself and its credits come back; 1 ms to 366 days. */
  readonly timeoutMs: number;
  /** What the credits are for; every capture of the hold inherits it. */
  readonly usage?: Usage | undefined;
  /** Whether the credits that the account keeps back may be taken too; `false` when left out. */
  readonly useReserve?: boolean | undefined;
}

/** Takes held credits for good. */
export interface CaptureCommand extends CommandBase {
  readonly holdId: string;
  /** All that is still held when left out. More than that takes the difference from the available credits. */
  readonly amount?: bigint | undefined;
  /** `true` when left out: ends the hold and frees the rest. `false` keeps the hold open, even when nothing is left in it. */
  readonly final?: boolean | undefined;
  /**
   * What the credits were for, where it differs from the hold: the model or the operation. `projectId`, `apiKeyId` and `sessionId` are
   * decided by the hold.
   */
  readonly usage?: Usage | undefined;
  /** Whether what goes above the hold may come from the reserve; `false` when left out. */
  readonly useReserve?: boolean | undefined;
}

/** Gives an open hold more time. */
export interface ExtendCommand extends CommandBase {
  readonly holdId: string;
  /** How long from now the hold stays open; 1 ms to 366 days, and later than its deadline so far. */
  readonly timeoutMs: number;
}

/** Ends a hold and gives back what is still held. */
export interface VoidCommand extends CommandBase {
  readonly holdId: string;
}

/** Takes available credits at once. */
export interface SpendCommand extends CommandBase {
  readonly amount: bigint;
  /** What the credits are for. */
  readonly usage?: Usage | undefined;
  /** Whether the credits that the account keeps back may be taken too; `false` when left out. */
  readonly useReserve?: boolean | undefined;
}

/** Corrects an account on the operator's word. */
export interface AdjustCommand extends CommandBase {
  /** Micro-credits, not zero: more than zero gives a grant of kind adjustment that never expires, less takes available credits. */
  readonly amount: bigint;
  /** Why, for the statement, 1 to 500 characters; it takes the place of a memo. */
  readonly reason: string;
}

/** Undoes what an earlier command of the account did: a spend, a capture or a grant. */
export interface ReverseCommand extends CommandBase {
  /** The id of the command that is undone. */
  readonly commandId: string;
}

/**
 * Takes back the first purchase of an account within its grace. What was used of its bonus counts as used of what was bought, because
 * gifts are spent first; the rest is paid back, and the bonus is withdrawn.
 */
export interface RefundCommand extends CommandBase {
  /** The id of the command that granted the purchase. */
  readonly commandId: string;
  /** The ids of the commands that granted its bonus, at most 10; none when left out. */
  readonly bonusCommandIds?: readonly string[] | undefined;
  /** How long after the purchase it may be refunded; 14 days when left out. */
  readonly graceMs?: number | undefined;
}

/** Keeps part of the balance back for urgent work: it is spent only by commands that say `useReserve`. */
export interface SetReserveCommand extends CommandBase {
  /** Micro-credits, 0 or more. */
  readonly amount: bigint;
}

/** Sets the balance below which `balance.low` is told, once until the balance has been there again. */
export interface SetAlertLevelCommand extends CommandBase {
  /** Micro-credits, more than zero; `null` ends the alerts. */
  readonly amount: bigint | null;
}

/** Limits what a project, an API key or a session may spend. There is one budget for each scope and period. */
export interface SetBudgetCommand extends CommandBase {
  readonly scope: BudgetScope;
  /** By UTC: a calendar day, a week from Monday on, a calendar month; `total` never starts anew. */
  readonly period: BudgetPeriod;
  /**
   * Micro-credits, 0 or more. It counts what is spent from the entry that first sets it; a changed limit keeps the count. `null` removes
   * the budget.
   */
  readonly limit: bigint | null;
}

/** Lets an account spend first and pay after, up to a limit. */
export interface SetCreditLimitCommand extends CommandBase {
  /** Micro-credits that may be owed at once, open holds included; `null` ends it, and what is owed stays owed. */
  readonly amount: bigint | null;
}

/** Bills what has been used on credit since the period before was closed. The entry is the statement of the period. */
export type ClosePeriodCommand = CommandBase;

/** Records that billed usage was paid. */
export interface SettleCommand extends CommandBase {
  /** Micro-credits, at most what is billed. */
  readonly amount: bigint;
}

/** Gives credits anew with each cycle of a subscription. */
export interface StartRecurringGrantCommand extends CommandBase {
  /** Unique among the recurring grants of the account that run; 1 to 128 characters. */
  readonly recurringId: string;
  /** `subscription` when left out; never `transferred`. */
  readonly kind?: GrantKind | undefined;
  /** Micro-credits a cycle, more than zero, at most a million credits. */
  readonly amount: bigint;
  /** How many units a cycle lasts; 1 when left out, at most 366. */
  readonly every?: number | undefined;
  readonly unit: CycleUnit;
  /**
   * What every cycle is counted from: the same local time, on the same day of the month or the last one where a month is shorter. Now
   * when left out; in the past, the first cycle is the one that is under way.
   */
  readonly startsAtMs?: number | undefined;
  /** A name of the IANA time zone database; `UTC` when left out. */
  readonly timeZone?: string | undefined;
  /** How many cycles are granted, 1 to 1200; `null` or left out: until it is stopped. */
  readonly cycles?: number | null | undefined;
  /** What becomes of what a cycle leaves; `null` or left out: it expires. */
  readonly rollover?: Rollover | null | undefined;
  /** 0 to 100, 50 when left out; lower is spent first. */
  readonly priority?: number | undefined;
  /** Shown beside the grants, at most 200 characters. */
  readonly label?: string | undefined;
}

/** Gives a recurring grant more cycles, on the same terms and days; also during its last one. */
export interface ExtendRecurringGrantCommand extends CommandBase {
  readonly recurringId: string;
  /** How many more cycles follow, 1 to 1200. */
  readonly cycles: number;
}

/** Ends a recurring grant: no cycle follows the one under way, and nothing rolls over. */
export interface StopRecurringGrantCommand extends CommandBase {
  readonly recurringId: string;
}

/** Sends available credits to another account; `accountId` is the sender. */
export interface TransferCommand extends CommandBase {
  readonly toAccountId: string;
  readonly amount: bigint;
  /** What this installation allows, checked in the same decision. No part of the content: a change of them is no conflict. */
  readonly limits?: TransferLimits | undefined;
}

/** Amounts in micro-credits. */
export interface TransferLimits {
  /** Credits that came by these kinds of grant stay; `trial` alone when left out. A transferred grant counts as what it came from. */
  readonly blockedKinds?: readonly GrantKind[] | undefined;
  readonly amountMin?: bigint | undefined;
  /** What an account may send in one day, by UTC. */
  readonly perDayMax?: bigint | undefined;
}

/** A command with its name, for `executeAll`. */
export type Command =
  | (OpenAccountCommand & { readonly command: 'open-account' })
  | (GrantCommand & { readonly command: 'grant' })
  | (HoldCommand & { readonly command: 'hold' })
  | (CaptureCommand & { readonly command: 'capture' })
  | (ExtendCommand & { readonly command: 'extend' })
  | (VoidCommand & { readonly command: 'void' })
  | (SpendCommand & { readonly command: 'spend' })
  | (AdjustCommand & { readonly command: 'adjust' })
  | (ReverseCommand & { readonly command: 'reverse' })
  | (RefundCommand & { readonly command: 'refund' })
  | (SetReserveCommand & { readonly command: 'set-reserve' })
  | (SetAlertLevelCommand & { readonly command: 'set-alert-level' })
  | (SetBudgetCommand & { readonly command: 'set-budget' })
  | (SetCreditLimitCommand & { readonly command: 'set-credit-limit' })
  | (ClosePeriodCommand & { readonly command: 'close-period' })
  | (SettleCommand & { readonly command: 'settle' })
  | (StartRecurringGrantCommand & { readonly command: 'start-recurring-grant' })
  | (ExtendRecurringGrantCommand & { readonly command: 'extend-recurring-grant' })
  | (StopRecurringGrantCommand & { readonly command: 'stop-recurring-grant' });

/** A transfer is about two accounts, so it cannot be linked with other commands. */
export type NamedTransfer = TransferCommand & { readonly command: 'transfer' };

export type CommandName = Command['command'] | 'transfer';

export interface Options {
  /**
   * Writes rows of another room in the transaction that books the entries: everything commits, or nothing does. Runs exactly
   * once per command id, after the entries are written; not on a replay, not on a refusal. If it throws, nothing is booked,
   * nothing is remembered, and the error comes through. It must send the ledger no commands and must not talk to the world.
   */
  readonly alongside?: ((tx: Tx, entries: readonly Entry[]) => Promise<void>) | undefined;
  /** Called before the answer when it was given before: everything was booked by then, and nothing is now. Not called on a refusal. */
  readonly onReplay?: (() => void) | undefined;
}
