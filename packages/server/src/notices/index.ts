export { LiveEvents, type LiveEvent, type Subscription } from './live-events.ts';
export { purgeEvents } from './purge-events.ts';
export { invalidEventId } from './problems.ts';
export { operatorsFeed } from './operators-feed.ts';
