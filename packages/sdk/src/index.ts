export { Imprest } from './imprest.ts';
export { ImprestError, type Problem } from './imprest-error.ts';
export type { CallOptions, IdempotentOptions, ImprestOptions } from './transport.ts';
export type { EventPayloads, EventTopic, LiveEvent } from './live-event.ts';
export type { StreamOptions } from './resources/events.ts';
export type { BooksOptions, ExportOptions, RangeOptions, UsageOptions } from './resources/reports.ts';
export type { Paging } from './pages.ts';
export type { WaitOptions } from './wait-until.ts';
export type * from './types.generated.ts';
