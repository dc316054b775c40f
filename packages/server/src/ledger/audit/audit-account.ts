import { createHash } from 'node:crypto';
import {
  Broken,
  compareAccount,
  demand,
  isSpentBefore,
  readMoves,
  readUsage,
  sumsOf,
  type GrantBook,
  type HoldBook,
  type MoveRead,
} from './account-books.ts';
import { followReversal, type Original } from './audit-reversal.ts';
import { auditedBooks, type AuditedAccount, type AuditedBook, type AuditedEntry, type AuditedGrant } from './queries.ts';

const sources: Readonly<Record<string, AuditedBook>> = {
  purchased: 'issuance',
  subscription: 'issuance',
  bonus: 'promotions',
  promotional: 'promotions',
  trial: 'promotions',
  refunded: 'usage',
  transferred: 'transfers',
  adjustment: 'adjustments',
};

/**
 * Follows one account entry by entry and throws `Broken` at the first that breaks a rule. Written from the rules in the README alone,
 * so that a mistake in the ledger's decisions is not repeated here. Keeps only what is live: grants with credits, open holds.
 */
export class AccountAudit {
  #number = 0;
  #atMs = 0;
  #hash = '0'.repeat(64);
  #balance = 0n;
  #held = 0n;
  readonly #grants = new Map<number, GrantBook>();
  readonly #holds = new Map<string, HoldBook>();

  /** `terms` is the grant row of a grant entry, `original` what a reversal undoes. */
  follow(entry: AuditedEntry, terms: AuditedGrant | undefined, original?: Original): void {
    const atMs = entry.at.getTime();
    demand(
      Number(entry.number) === this.#number + 1,
      'numbering',
      `entry ${entry.number.toString()} follows entry ${String(this.#number)}`,
    );
    demand(atMs >= this.#atMs, 'time', `the entry is at ${entry.at.toISOString()}, the one before it later`);
    const moves = readMoves(entry.moves);
    this.#checkSums(entry, moves);
    this.#checkHash(entry, terms);
    this.#checkDue(entry, atMs);
    this.#number += 1;
    this.#atMs = atMs;
    if (entry.kind === 'reverse') followReversal(entry, moves, original, this.#grants, sources);
    else this.#checkKind(entry, moves, terms);
    this.#balance += entry.available ?? 0n;
    this.#balance += entry.held ?? 0n;
    this.#held += entry.held ?? 0n;
    demand(
      this.#held >= 0n && this.#balance >= this.#held,
      'below-zero',
      `balance ${String(this.#balance)} does not cover held ${String(this.#held)}`,
    );
    demand(
      entry.balance_after === this.#balance,
      'balance',
      `balance after is ${String(entry.balance_after)}, the postings lead to ${String(this.#balance)}`,
    );
    demand(
      entry.held_after === this.#held,
      'balance',
      `held after is ${String(entry.held_after)}, the postings lead to ${String(this.#held)}`,
    );
  }

  /** Compares where the journal has led with the stored account row. */
  finish(row: AuditedAccount): void {
    const last = { number: this.#number, atMs: this.#atMs, hash: this.#hash, balance: this.#balance, held: this.#held };
    compareAccount(row, [...this.#grants.values()], [...this.#holds.values()], last);
  }

  #checkSums(entry: AuditedEntry, moves: readonly MoveRead[]): void {
    const total = auditedBooks.reduce((sum, book) => sum + (entry[book] ?? 0n), 0n);
    demand(total === 0n, 'sum', `the postings sum to ${total.toString()}`);
    for (const [book, amount] of sumsOf(moves)) {
      demand(
        (entry[book] ?? 0n) === amount,
        'postings',
        `${book} has ${String(entry[book] ?? 0n)}, the moves lead to ${amount.toString()}`,
      );
    }
  }

  #checkHash(entry: AuditedEntry, terms: AuditedGrant | undefined): void {
    const content = [
      'imprest-entry-1',
      this.#hash,
      entry.account_id,
      Number(entry.number),
      entry.kind,
      entry.at.getTime(),
      entry.command_id,
      entry.fingerprint?.toString('hex') ?? null,
      entry.moves,
      entry.balance_after.toString(),
      entry.held_after.toString(),
      entry.hold_id,
      entry.hold_step,
      entry.hold_deadline_at?.getTime() ?? null,
      entry.reference_type,
      entry.reference_id,
      entry.memo,
      readUsage(entry),
      entry.transfer_id === null ? null : [entry.transfer_id, entry.other_account_id],
      entry.reverses_number === null ? null : [Number(entry.reverses_number), String(entry.reverses_rest)],
      terms === undefined
        ? null
        : [
            terms.grant_id,
            terms.kind,
            terms.amount.toString(),
            terms.priority,
            terms.effective_at.getTime(),
            terms.expires_at?.getTime() ?? null,
            terms.label,
            terms.origin_kind,
          ],
      entry.rule,
    ];
    this.#hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    demand(entry.hash.toString('hex') === this.#hash, 'chain', `the hash does not follow from the content and the hash before it`);
  }

  /** What time does must stand in the journal before anything later. */
  #checkDue(entry: AuditedEntry, atMs: number): void {
    const byTime = entry.command_id === null && entry.transfer_id === null;
    const late = (dueMs: number): boolean => (byTime ? dueMs < atMs : dueMs <= atMs);
    for (const hold of this.#holds.values()) demand(!late(hold.deadlineMs), 'due', `hold ${hold.id} had timed out and was not booked so`);
    for (const grant of this.#grants.values()) {
      demand(grant.scheduled === 0n || !late(grant.effectiveMs), 'due', `grant ${grant.id} had taken effect and was not booked so`);
      demand(grant.available === 0n || !late(grant.expiresMs), 'due', `grant ${grant.id} had expired and was not booked so`);
    }
  }

  #checkKind(entry: AuditedEntry, moves: readonly MoveRead[], terms: AuditedGrant | undefined): void {
    demand((entry.kind === 'open-account') === (this.#number === 1), 'kind', 'an account is opened by its first entry and by no other');
    const received = entry.kind === 'grant' && entry.transfer_id !== null;
    demand(received === (terms?.kind === 'transferred'), 'transfers', 'transferred credits come by a transfer, and nothing else does');
    const byTime = entry.kind === 'expire' || (entry.kind === 'grant' && terms === undefined);
    demand(
      (entry.command_id === null) === (byTime || received),
      'kind',
      'time alone expires grants and holds and lets grants take effect, commands do the rest',
    );
    switch (entry.kind) {
      case 'open-account':
        return demand(moves.length === 0, 'kind', 'opening an account moves nothing');
      case 'grant':
        return terms === undefined ? this.#takeEffect(moves) : this.#grant(terms, moves);
      case 'hold':
        return this.#openHold(entry, moves);
      case 'capture':
        return this.#capture(entry, moves);
      case 'extend':
        return this.#extend(entry, moves);
      case 'void':
        return this.#giveBack(this.#endedHold(entry), moves);
      case 'spend':
        return this.#take(moves, 'usage');
      case 'adjust':
        demand(terms === undefined || terms.kind === 'adjustment', 'grants', 'an adjustment gives a grant of that kind');
        return terms === undefined ? this.#take(moves, 'adjustments') : this.#grant(terms, moves);
      case 'transfer':
        return this.#send(moves);
      case 'expire':
        return entry.hold_id === null ? this.#expire(moves) : this.#timeOut(entry, moves);
      default:
        throw new Broken('kind', `there is no kind of entry called ${entry.kind}`);
    }
  }

  #grant(terms: AuditedGrant, moves: readonly MoveRead[]): void {
    const effectiveMs = terms.effective_at.getTime();
    const scheduled = effectiveMs > this.#atMs;
    const [move] = moves;
    demand(terms.created_at.getTime() === this.#atMs, 'grants', 'the grant row has another time than its entry');
    demand(
      scheduled ? moves.length === 0 : moves.length === 1 && move?.amount === terms.amount && move.grant === this.#number,
      'grants',
      `the entry does not grant the ${terms.amount.toString()} of the grant row`,
    );
    this.#grants.set(this.#number, {
      number: this.#number,
      id: terms.grant_id,
      kind: terms.kind,
      amount: terms.amount,
      priority: terms.priority,
      effectiveMs,
      expiresMs: terms.expires_at?.getTime() ?? Infinity,
      createdMs: this.#atMs,
      originKind: terms.origin_kind,
      scheduled: scheduled ? terms.amount : 0n,
      available: 0n,
      held: 0n,
    });
    if (move) this.#receive(move);
  }

  #takeEffect(moves: readonly MoveRead[]): void {
    const [move] = moves;
    demand(move !== undefined && moves.length === 1, 'grants', 'one grant takes effect at a time');
    const grant = this.#grantOf(move);
    demand(grant.effectiveMs === this.#atMs && grant.scheduled === move.amount, 'grants', `grant ${grant.id} takes effect wrongly`);
    grant.scheduled = 0n;
    this.#receive(move);
  }

  #receive(move: MoveRead): void {
    const grant = this.#grantOf(move);
    demand(
      move.to === 'available' && move.from === sources[grant.kind],
      'postings',
      `a ${grant.kind} grant does not come from ${move.from}`,
    );
    grant.available += move.amount;
  }

  #openHold(entry: AuditedEntry, moves: readonly MoveRead[]): void {
    const { hold_id: id, hold_deadline_at: deadline } = entry;
    demand(id !== null && deadline !== null && entry.hold_step === 0, 'holds', 'a hold is opened without id, deadline or step');
    demand(!this.#holds.has(id), 'holds', `hold ${id} is open already`);
    demand(deadline.getTime() > this.#atMs, 'holds', `hold ${id} ends before it begins`);
    this.#take(moves, 'held');
    this.#holds.set(id, {
      id,
      number: this.#number,
      amount: entry.held ?? 0n,
      openedMs: this.#atMs,
      deadlineMs: deadline.getTime(),
      captured: 0n,
      steps: 0,
      parts: moves.map(({ grant, amount }) => ({ grant, amount })),
      usage: readUsage(entry),
    });
  }

  #capture(entry: AuditedEntry, moves: readonly MoveRead[]): void {
    const hold = this.#holdOf(entry);
    const spender = [entry.project_id, entry.api_key_id, entry.session_id];
    demand(
      spender.every((value, place) => value === (hold.usage?.[place] ?? null)),
      'usage',
      `the capture is of another project, API key or session than hold ${hold.id}`,
    );
    const final = entry.hold_step === -1;
    const fromHold = moves.filter((move) => move.from === 'held' && move.to === 'usage');
    const above = moves.filter((move) => move.from === 'available');
    const back = moves.slice(fromHold.length + above.length);
    for (const move of fromHold) {
      const part = hold.parts[0];
      const inOrder = part !== undefined && part.grant === move.grant && part.amount >= move.amount;
      demand(inOrder, 'holds', `the capture takes from hold ${hold.id} what it does not hold, or out of order`);
      this.#grantOf(move).held -= move.amount;
      part.amount -= move.amount;
      if (part.amount === 0n) hold.parts.shift();
    }
    demand(above.length === 0 || hold.parts.length === 0, 'holds', `the capture goes above hold ${hold.id} before it is empty`);
    this.#take(above, 'usage');
    hold.captured += entry.usage ?? 0n;
    if (final) {
      this.#holds.delete(hold.id);
      this.#giveBack(hold, back);
    } else {
      hold.steps += 1;
      demand(
        entry.hold_step === hold.steps && back.length === 0,
        'holds',
        `step ${String(entry.hold_step)} of hold ${hold.id} is out of order`,
      );
    }
    for (const move of moves) this.#forget(this.#grants.get(move.grant));
  }

  #extend(entry: AuditedEntry, moves: readonly MoveRead[]): void {
    const hold = this.#holdOf(entry);
    const deadlineMs = entry.hold_deadline_at?.getTime() ?? 0;
    hold.steps += 1;
    const right = moves.length === 0 && entry.hold_step === hold.steps && deadlineMs > hold.deadlineMs;
    demand(right, 'holds', `hold ${hold.id} is extended to no later time, or out of order`);
    hold.deadlineMs = deadlineMs;
  }

  #timeOut(entry: AuditedEntry, moves: readonly MoveRead[]): void {
    const hold = this.#endedHold(entry);
    demand(hold.deadlineMs === this.#atMs, 'holds', `hold ${hold.id} timed out at ${entry.at.toISOString()}, which is not its deadline`);
    this.#giveBack(hold, moves);
  }

  #expire(moves: readonly MoveRead[]): void {
    const [move] = moves;
    demand(
      move !== undefined && moves.length === 1 && move.from === 'available' && move.to === 'breakage',
      'grants',
      'one grant expires at a time',
    );
    const grant = this.#grantOf(move);
    demand(grant.expiresMs === this.#atMs, 'grants', `grant ${grant.id} did not expire at this time`);
    demand(grant.available === move.amount, 'grants', `grant ${grant.id} had ${grant.available.toString()} left to expire`);
    grant.available = 0n;
    this.#forget(grant);
  }

  /** Checks that credits are sent in burn-down order: a grant was passed over only if nothing of its kind was sent. */
  #send(moves: readonly MoveRead[]): void {
    demand(moves.length > 0, 'transfers', 'a transfer sends something');
    const kindOf = (grant: GrantBook): string => grant.originKind ?? grant.kind;
    const sent = new Set(moves.map((move) => kindOf(this.#grantOf(move))));
    for (const move of moves) {
      const grant = this.#grantOf(move);
      demand(move.from === 'available' && move.to === 'transfers', 'postings', `credits go from ${move.from} to ${move.to}`);
      demand(grant.available >= move.amount, 'grants', `grant ${grant.id} has ${grant.available.toString()} left`);
      for (const other of this.#grants.values()) {
        const passed = other.available > 0n && sent.has(kindOf(other)) && isSpentBefore(other, grant);
        demand(!passed, 'burn-down', `grant ${other.id} is spent before grant ${grant.id}`);
      }
      grant.available -= move.amount;
    }
    for (const move of moves) this.#forget(this.#grants.get(move.grant));
  }

  /** Checks that credits are taken in burn-down order: nothing that is spent earlier was left over. */
  #take(moves: readonly MoveRead[], to: AuditedBook): void {
    for (const move of moves) {
      const grant = this.#grantOf(move);
      demand(move.from === 'available' && move.to === to, 'postings', `credits go from ${move.from} to ${move.to}`);
      demand(
        grant.available >= move.amount,
        'grants',
        `grant ${grant.id} has ${grant.available.toString()} left, ${move.amount.toString()} are taken`,
      );
      for (const other of this.#grants.values()) {
        demand(other.available === 0n || !isSpentBefore(other, grant), 'burn-down', `grant ${other.id} is spent before grant ${grant.id}`);
      }
      grant.available -= move.amount;
      if (to === 'held') grant.held += move.amount;
    }
    for (const move of moves) this.#forget(this.#grants.get(move.grant));
  }

  /** Checks that all that a hold still holds goes back, last taken first, and to breakage where the grant has expired. */
  #giveBack(hold: HoldBook, moves: readonly MoveRead[]): void {
    const parts = hold.parts.toReversed();
    demand(parts.length === moves.length, 'holds', `hold ${hold.id} gives back ${String(moves.length)} parts of ${String(parts.length)}`);
    for (const [place, move] of moves.entries()) {
      const part = parts[place];
      const grant = this.#grantOf(move);
      const to = grant.expiresMs <= this.#atMs ? 'breakage' : 'available';
      const right = part?.grant === move.grant && part.amount === move.amount && move.from === 'held' && move.to === to;
      demand(right, 'holds', `hold ${hold.id} gives back credits of grant ${grant.id} wrongly`);
      grant.held -= move.amount;
      if (to === 'available') grant.available += move.amount;
    }
    for (const move of moves) this.#forget(this.#grants.get(move.grant));
  }

  #holdOf(entry: AuditedEntry): HoldBook {
    const hold = this.#holds.get(entry.hold_id ?? '');
    demand(hold !== undefined, 'holds', `hold ${entry.hold_id ?? '(none)'} is not open`);
    return hold;
  }

  #endedHold(entry: AuditedEntry): HoldBook {
    const hold = this.#holdOf(entry);
    demand(entry.hold_step === -1, 'holds', `hold ${hold.id} ends with step ${String(entry.hold_step)}`);
    this.#holds.delete(hold.id);
    return hold;
  }

  #grantOf(move: MoveRead): GrantBook {
    const grant = this.#grants.get(move.grant);
    demand(grant !== undefined, 'grants', `grant ${String(move.grant)} has nothing left, or never was`);
    return grant;
  }

  #forget(grant: GrantBook | undefined): void {
    if (grant && grant.scheduled + grant.available + grant.held === 0n) this.#grants.delete(grant.number);
  }
}
