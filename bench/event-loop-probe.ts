/**
 * Loaded into the server before its own code by the start benchmark: answers each message on the process channel
 * with the memory in use and the longest time that the event loop was blocked since the last message.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const histogram = monitorEventLoopDelay({ resolution: 5 });
histogram.enable();

process.on('message', () => {
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({
    rssBytes: rss,
    heapUsedBytes: heapUsed,
    blockedMaxMs: histogram.max / 1e6,
    blockedP99Ms: histogram.percentile(99) / 1e6,
  });
  histogram.reset();
});
// The channel alone must not keep the server alive.
process.channel?.unref();
