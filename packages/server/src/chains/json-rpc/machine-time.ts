import { setTimeout as delay } from 'node:timers/promises';

/** How long things take on this machine: a clock that never jumps. A benchmark may give one that runs faster. */
export interface MachineTime {
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

export const machineTime: MachineTime = { nowMs: () => performance.now(), wait: (ms) => delay(ms) };
