import { Gather } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Principal } from './principal.ts';
import type { KeyOwnerRow } from './queries.ts';

/** For so long a key is believed without looking again: a key that another server revoked ends here after this at the latest. */
const believedMs = 1_000;
/** Some 5 MB at most; of more keys than this in use at once, the longest known are looked up again. */
const keysMax = 10_000;

/** A live key and who is behind it. */
export interface KnownKey {
  readonly principal: Principal & { readonly apiKeyId: string };
  readonly readAtMs: number;
  /** When its use was noted last, by this process or as it was read. */
  lastUsedAtMs: number | null;
}

/** What is known of a key: that it lives, or why it does not. */
export type KeyAnswer = KnownKey | 'unknown' | 'revoked';

/**
 * Whose API keys are in use. A live key is remembered for a second, so that a busy program does not cost a look into the database for each
 * request; keys that are unknown or revoked are looked up each time. What this server ends is forgotten at once.
 */
export class KnownKeys {
  readonly #keys = new Map<string, KnownKey>();
  readonly #gather: Gather<string, KeyOwnerRow | null>;
  readonly #clock: Clock;
  /** How often everything was forgotten: what was asked before that is out of date when it comes. */
  #forgotten = 0;

  /** `read` gives the owners of SHA-256 hashes, in hex, in their order. */
  constructor(read: (hashes: readonly string[]) => Promise<readonly (KeyOwnerRow | null)[]>, clock: Clock) {
    this.#gather = new Gather(read);
    this.#clock = clock;
  }

  /** The key with this hash, if it was read within the last second. */
  find(hash: string): KnownKey | undefined {
    const known = this.#keys.get(hash);
    if (known === undefined) return undefined;
    const ageMs = this.#clock.nowMs() - known.readAtMs;
    return ageMs >= 0 && ageMs < believedMs ? known : undefined;
  }

  /** Looks the key up. */
  async read(hash: string): Promise<KeyAnswer> {
    const forgotten = this.#forgotten;
    // Of before the look: what is revoked from here on may not be seen by it.
    const readAtMs = this.#clock.nowMs();
    const owner = await this.#gather.ask(hash);
    if (owner === null) return 'unknown';
    if (owner.revoked_at !== null) return 'revoked';
    const known: KnownKey = { principal: principalOf(owner), readAtMs, lastUsedAtMs: owner.last_used_at?.getTime() ?? null };
    if (forgotten === this.#forgotten) this.#keep(hash, known);
    return known;
  }

  /** To be called when a key was ended or a role was changed, once that is committed. */
  forgetAll(): void {
    this.#forgotten += 1;
    this.#keys.clear();
  }

  #keep(hash: string, known: KnownKey): void {
    this.#keys.delete(hash);
    this.#keys.set(hash, known);
    if (this.#keys.size <= keysMax) return;
    const [longest] = this.#keys.keys();
    if (longest !== undefined) this.#keys.delete(longest);
  }
}

function principalOf(owner: KeyOwnerRow): KnownKey['principal'] {
  return {
    userId: owner.user_id,
    accountId: owner.account_id,
    role: owner.role,
    email: owner.email,
    name: owner.name,
    apiKeyId: owner.key_id,
  };
}
