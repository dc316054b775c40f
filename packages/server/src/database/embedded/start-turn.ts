import { once } from 'node:events';
import { createServer } from 'node:net';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './start-failures.ts';

const pollMs = 20;

/**
 * Runs `work` while no other process of this machine does so for the same cluster, so that two that start at once do not judge each
 * other's half-written files. The turn is an abstract socket, which ends with its process: nothing stale can be left behind. Such sockets
 * are Linux's; elsewhere PostgreSQL's own checks must do.
 */
export async function withStartTurn<T>(mark: string, work: () => Promise<T>): Promise<T> {
  if (os.platform() !== 'linux') return work();
  for (;;) {
    const turn = createServer();
    try {
      turn.listen(`\0${mark}`);
      await once(turn, 'listening');
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      await sleep(pollMs);
      continue;
    }
    try {
      return await work();
    } finally {
      turn.close();
    }
  }
}
