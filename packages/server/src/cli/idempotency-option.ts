import type { Command } from 'commander';

export interface IdempotencyOption {
  idempotencyKey?: string;
}

/** Adds the option with which a request that moves money may be sent again. */
export function idempotencyOption(command: Command): Command {
  return command.option('--idempotency-key <key>', 'repeat with the same key to be sure that it happens once');
}

/** The option in the form that the SDK takes. */
export function keyOf({ idempotencyKey }: IdempotencyOption): { readonly idempotencyKey?: string } {
  return idempotencyKey === undefined ? {} : { idempotencyKey };
}

/** The members that were given, without those that commander or the caller added for other things. */
export function given<T extends object, K extends keyof T>(options: T, ...names: readonly K[]): Partial<Pick<T, K>> {
  const entries = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]] as const);
  // Only members of T under their own names are copied.
  return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}
