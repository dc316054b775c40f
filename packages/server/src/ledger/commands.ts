import type { Tx } from '../database/index.ts';
import type { Entry, Reference } from './entries.ts';
import type { GrantKind } from './grants.ts';
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
  | (ReverseCommand & { readonly command: 'reverse' });

/** A transfer is about two accounts, so it cannot be linked with other commands. */
export type NamedTransfer = TransferCommand & { readonly command: 'transfer' };

export type CommandName = Command['command'] | 'transfer';

export interface Options {
  /**
   * Writes rows of another room in the transaction that books the entries: everything commits, or nothing does. Runs exactly
   * once per command id, after the entries are written; not on a replay, not on a refusal. If it throws, nothing is booked,
   * nothing is remembered, and the error comes through. It must not call the ledger and must not talk to the world.
   */
  readonly alongside?: ((tx: Tx, entries: readonly Entry[]) => Promise<void>) | undefined;
}
