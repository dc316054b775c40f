import type { Sql } from '../../database/index.ts';
import { ChainInDoubt } from './chain-in-doubt.ts';
import type { NetworkFacts, TokenState } from '../chain.ts';
import type { NetworkStatus, PaymentsLog } from '../context.ts';
import { selectTokenState, updateTokenState } from './cursor-queries.ts';

/** Remembers how the contract of a network's token was, across restarts, and raises the alarm when it changes. */
export class TokenWatch {
  private readonly sql: Sql;
  private readonly facts: NetworkFacts;
  private readonly log: PaymentsLog;
  private known: TokenState | undefined;

  constructor(sql: Sql, facts: NetworkFacts, log: PaymentsLog) {
    this.sql = sql;
    this.facts = facts;
    this.log = log;
  }

  /**
   * Compares the contract with what it was. Pause, replacement and fee are told, and reading goes on, because what was paid must be
   * found. Other code can log what it likes: then this throws `ChainInDoubt` until a person accepts it.
   */
  async look(now: TokenState): Promise<void> {
    this.known ??= await selectTokenState(this.sql, this.facts.id);
    const { known } = this;
    // A test chain may begin anew, and other settings name another contract.
    const comparable = known !== undefined && known.contract === now.contract && !this.facts.sandbox;
    if (comparable && known.codeHash !== now.codeHash) {
      // Somebody may accept it meanwhile.
      this.known = undefined;
      throw new ChainInDoubt(
        `The code of the contract ${now.contract} is not what it was (${known.codeHash.slice(0, 10)}… before, ${now.codeHash.slice(0, 10)}… now). Nothing is read from it until the operator has accepted it with imprest accept-contract ${this.facts.id}.`,
      );
    }
    if (known !== undefined && sameState(known, now)) return;
    if (known !== undefined) this.log.error({ network: this.facts.id, before: known, now }, 'the contract of the token has changed');
    await updateTokenState(this.sql, this.facts.id, now);
    this.known = now;
  }

  /** How the network is for those who want to pay, by the contract as it was last seen. */
  get status(): NetworkStatus {
    const { token } = this.facts;
    if (this.known?.deprecated === true) {
      return {
        status: 'down',
        statusDetail: `The issuer has replaced the contract of ${token} on this network. Payments wait for the operator of this server.`,
        cause: `The contract ${this.known.contract} was replaced by its issuer: set the address of its successor in the settings.`,
      };
    }
    if (this.known?.paused === true) {
      const detail = `The issuer has paused all transfers of ${token} on this network: payments go on when that ends.`;
      return { status: 'down', statusDetail: detail, cause: null };
    }
    const fee = this.known?.feeBasisPoints ?? 0;
    if (fee === 0) return { status: 'up', statusDetail: null, cause: null };
    const percent = `${String(Math.floor(fee / 100))}.${String(fee % 100).padStart(2, '0')}`;
    return {
      status: 'up',
      statusDetail: `The issuer of ${token} keeps ${percent} % of each transfer on this network; what arrives is credited.`,
      cause: null,
    };
  }
}

function sameState(a: TokenState, b: TokenState): boolean {
  return (
    a.contract === b.contract &&
    a.codeHash === b.codeHash &&
    a.paused === b.paused &&
    a.deprecated === b.deprecated &&
    a.feeBasisPoints === b.feeBasisPoints
  );
}
