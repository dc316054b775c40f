/** Where the time comes from. Whole milliseconds since 1970, so that JavaScript and PostgreSQL agree exactly. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
