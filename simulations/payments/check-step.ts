import type { ChainProcess } from './chain-process.ts';
import type { ChainWorld } from './chain-world.ts';
import { keyOf } from './check-rest.ts';
import type { Look, StoredCursor, StoredDeposit } from './look.ts';
import type { NetworkId } from './networks.ts';
import { hashAt, isFinal } from './truth.ts';

export interface Watched {
  readonly look: Look;
  readonly chain: ChainProcess;
  readonly world: ChainWorld;
  readonly networks: readonly NetworkId[];
  /** Whether what is final may be taken back. */
  readonly finalIsTakenBack: boolean;
}

/** What must be so after every step. */
export class StepCheck {
  /** The deposits that were credited, as they were then, by `keyOf`. */
  readonly credited = new Map<string, StoredDeposit>();
  readonly cursors = new Map<NetworkId, StoredCursor>();
  private readonly watched: Watched;

  constructor(watched: Watched) {
    this.watched = watched;
  }

  /** Gives what is wrong, if anything. */
  async findWrong(): Promise<string | undefined> {
    const { look, chain, networks, finalIsTakenBack } = this.watched;
    for (const network of networks) {
      const wrong = await this.wrongCursor(network);
      if (wrong !== undefined) return wrong;
    }
    for (const deposit of await look.deposits()) {
      const key = keyOf(deposit);
      if (deposit.status !== 'credited' || this.credited.has(key)) continue;
      this.credited.set(key, deposit);
      if (!finalIsTakenBack && !(await isFinal(chain, deposit.network, Number(deposit.block_number), deposit.block_hash)))
        return `the deposit ${key} was credited before it was final`;
    }
    return undefined;
  }

  private async wrongCursor(network: NetworkId): Promise<string | undefined> {
    const { look, chain, world } = this.watched;
    const [before, now] = [this.cursors.get(network), await look.cursor(network)];
    if (now !== undefined && !world.hashes.has(now.hash)) return `the cursor is at block ${now.hash}, which never was`;
    if (before !== undefined) {
      if (now === undefined) return 'the cursor is gone';
      const wasTakenBack = (await hashAt(chain, network, before.number)) !== before.hash;
      if (now.number < before.number && !wasTakenBack)
        return `the cursor went back from ${String(before.number)} to ${String(now.number)} though the chain did not`;
    }
    if (now !== undefined) this.cursors.set(network, now);
    return undefined;
  }
}
