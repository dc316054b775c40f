export { platformFacts, quoteAt, type CongestedPrice } from './congestion-of-request.ts';
export { selectCongestion } from './congestion-queries.ts';
export { quoteAtNormal } from './quote-at-normal.ts';
export { observeEveryMs } from './next-congestion.ts';
export { observeQueue, type ObserveQueue } from './observe-queue.ts';
export { readCongestion, type Congestion } from './read-congestion.ts';
