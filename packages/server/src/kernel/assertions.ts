/** Throws when something that the code takes for granted is not so. That is a defect of ours, never the caller's. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** For the branch that cannot be reached when every case is handled. */
export function assertNever(value: never): never {
  throw new AssertionError(`unexpected value ${String(value)}`);
}

export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}
