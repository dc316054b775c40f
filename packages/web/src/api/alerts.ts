import { useSyncExternalStore } from 'react';
import type { LiveEvent } from './sdk.ts';

/** Something that the owner of the account wanted to be told of, until it is dismissed. */
export type Alert = Extract<LiveEvent, { topic: 'balance.low' | 'budget.reached' | 'grant.expiring' }>;

/** More would cover the page; the newest matter most. */
const SHOWN_MAX = 3;

let current: readonly Alert[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Alert[]): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Shows an alert; a newer word of the same thing takes the place of the older. */
export function addAlert(alert: Alert): void {
  const others = current.filter((known) => subjectOf(known) !== subjectOf(alert));
  set([alert, ...others].slice(0, SHOWN_MAX));
}

export function dismissAlert(dismissed: Alert): void {
  set(current.filter((alert) => alert !== dismissed));
}

/** For whoever signs in next. */
export function clearAlerts(): void {
  set([]);
}

/** What it is about: tells alerts apart. */
export function subjectOf(alert: Alert): string {
  if (alert.topic === 'balance.low') return alert.topic;
  if (alert.topic === 'grant.expiring') return alert.payload.grantId;
  const { scope, period } = alert.payload;
  return `${scope.type} ${scope.id} ${period}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAlerts(): readonly Alert[] {
  return useSyncExternalStore(subscribe, () => current);
}
