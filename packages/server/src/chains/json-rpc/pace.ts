import type { MachineTime } from './machine-time.ts';

/**
 * Lets requests to one provider go one interval apart, in the order in which they were asked for. Providers count by the
 * second, so there are no bursts; and a provider that has sent us away is not asked before it said.
 */
export class Pace {
  private readonly intervalMs: number;
  private readonly time: MachineTime;
  private nextAtMs = 0;
  private awayUntilMs = 0;

  constructor(requestsPerSecond: number, time: MachineTime) {
    this.intervalMs = 1000 / requestsPerSecond;
    this.time = time;
  }

  /** How long the provider has asked us to stay away from now on; 0 when it has not. */
  get awayMs(): number {
    return Math.max(0, this.awayUntilMs - this.time.nowMs());
  }

  stayAway(ms: number): void {
    this.awayUntilMs = Math.max(this.awayUntilMs, this.time.nowMs() + ms);
  }

  /** Resolves when the next request may go. */
  async turn(): Promise<void> {
    const nowMs = this.time.nowMs();
    const atMs = Math.max(nowMs, this.nextAtMs);
    this.nextAtMs = atMs + this.intervalMs;
    if (atMs > nowMs) await this.time.wait(atMs - nowMs);
  }
}
