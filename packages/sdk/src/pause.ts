/** Waits, or ends at once with the signal's reason when it fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortReason(signal));
      return;
    }
    const aborted = (): void => {
      clearTimeout(timer);
      if (signal !== undefined) reject(abortReason(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    signal?.addEventListener('abort', aborted, { once: true });
  });
}

/** Why a signal fired: an `AbortError` unless its owner said something else. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}

/** How long to wait before the next try: doubled each time, bounded, and spread so that many clients do not come back at once. */
export function backOffMs(tries: number, firstMs = 250, mostMs = 8_000): number {
  return Math.min(mostMs, firstMs * 2 ** tries) * (0.5 + Math.random() / 2);
}
