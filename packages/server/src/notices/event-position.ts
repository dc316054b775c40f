import { invalidEventId } from './problems.ts';

/** A place in the order of events: the transaction that wrote the event, then the row; row 0 stands before all events of a transaction. */
export interface EventPosition {
  readonly xid: bigint;
  readonly id: bigint;
}

const form = /^(\d{1,20})-(\d{1,19})$/u;
const xidMax = (1n << 64n) - 1n;
const idMax = (1n << 63n) - 1n;

/** The id of an event or of a place between events, `"<xid>-<id>"`. */
export function eventIdOf(position: EventPosition): string {
  return `${position.xid.toString()}-${position.id.toString()}`;
}

/** Reads the id of an event. Refuses `invalid_event_id`. */
export function eventPositionOf(eventId: string): EventPosition {
  const [, xid = '', id = ''] = form.exec(eventId) ?? [];
  if (xid === '' || BigInt(xid) > xidMax || BigInt(id) > idMax) {
    throw invalidEventId('This is not the id of an event. Send the id of the last event that you received, or none to begin now.');
  }
  return { xid: BigInt(xid), id: BigInt(id) };
}

export function isAfter(a: EventPosition, b: EventPosition): boolean {
  return a.xid === b.xid ? a.id > b.id : a.xid > b.xid;
}
