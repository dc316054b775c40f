import { Gather } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Principal } from './principal.ts';
import type { KeyOwnerRow } from './queries.ts';

/** For so long it is believed that nothing has changed: a key that another server revoked ends here after this at the latest. */
const believedMs = 1_000;
/** Some 5 MB at most; of more keys than this in use at once, the longest known are looked up again. */
const keysMax = 10_000;

/** A live key and who is behind it. */
export interface KnownKey {
  readonly principal: Principal & { readonly apiKeyId: string };
  /** How often keys had ended or people changed when it was read. */
  readonly changes: bigint;
  /** When its use was noted last, by this process or as it was read. */
  lastUsedAtMs: number | null;
}

/** What is known of a key: that it lives, or why it does not. */
export type KeyAnswer = KnownKey | 'unknown' | 'revoked';

/** Where keys are looked up. */
export interface KeySource {
  /** The owners of SHA-256 hashes, in hex, in their order. */
  readonly owners: (hashes: readonly string[]) => Promise<readonly (KeyOwnerRow | null)[]>;
  /** How often keys have ended or people changed. */
  readonly changes: () => Promise<bigint>;
}

/**
 * Whose API keys are in use. A live key is remembered, and believed while the database counts no change of keys or people, which is asked
 * once a second for all keys together; so a program does not cost a look into the database for each request. Keys that are unknown or revoked
 * are looked up each time. What this server ends is forgotten at once.
 */
export class KnownKeys {
  readonly #keys = new Map<string, KnownKey>();
  readonly #owners: Gather<string, KeyOwnerRow | null>;
  readonly #count: Gather<null, bigint>;
  readonly #clock: Clock;
  /** The changes that were counted last, and when that was asked. */
  #counted: { readonly changes: bigint; readonly atMs: number } | undefined;
  /** How often everything was forgotten: what was asked before that is out of date when it comes. */
  #forgotten = 0;

  constructor({ owners, changes }: KeySource, clock: Clock) {
    this.#owners = new Gather(owners);
    this.#count = new Gather(async (askers) => {
      const counted = await changes();
      return askers.map(() => counted);
    });
    this.#clock = clock;
  }

  /** The key with this hash, if it is known, and was found unchanged within the last second. */
  find(hash: string): KnownKey | undefined {
    const known = this.#keys.get(hash);
    if (known === undefined || known.changes !== this.#counted?.changes) return undefined;
    const ageMs = this.#clock.nowMs() - this.#counted.atMs;
    return ageMs >= 0 && ageMs < believedMs ? known : undefined;
  }

  /** Looks the key up, or only whether anything has changed since it was. */
  async read(hash: string): Promise<KeyAnswer> {
    // Of before the look: what is revoked from here on may not be seen by it.
    const atMs = this.#clock.nowMs();
    if (this.#keys.has(hash)) {
      this.#counted = { changes: await this.#count.ask(null), atMs };
      const known = this.find(hash);
      if (known !== undefined) return known;
    }
    return this.#lookUp(hash);
  }

  /** To be called when a key was ended or a role was changed, once that is committed. */
  forgetAll(): void {
    this.#forgotten += 1;
    this.#keys.clear();
  }

  async #lookUp(hash: string): Promise<KeyAnswer> {
    const forgotten = this.#forgotten;
    const atMs = this.#clock.nowMs();
    const owner = await this.#owners.ask(hash);
    if (owner === null) return 'unknown';
    if (owner.revoked_at !== null) return 'revoked';
    const { changes, last_used_at: lastUsedAt } = owner;
    const known: KnownKey = { principal: principalOf(owner), changes, lastUsedAtMs: lastUsedAt?.getTime() ?? null };
    if (forgotten === this.#forgotten) {
      this.#counted = { changes, atMs };
      this.#keep(hash, known);
    }
    return known;
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
