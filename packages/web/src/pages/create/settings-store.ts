import { useSyncExternalStore } from 'react';
import { DEFAULT_SETTINGS, SEED_MAX, type Settings } from './settings.ts';

const STORAGE_KEY = 'imprest.create';
const listeners = new Set<() => void>();
let current = restore();

function isWhole(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

/** Reads the kept draft; whatever is not as expected falls back to its default, because storage may hold anything. */
export function parseSettings(text: string | null): Settings {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return DEFAULT_SETTINGS;
    const field = (name: string): unknown => Reflect.get(kept, name);
    const text1 = (name: 'prompt' | 'negativePrompt' | 'model') => {
      const value = field(name);
      return typeof value === 'string' ? value : DEFAULT_SETTINGS[name];
    };
    const whole = (name: 'width' | 'height' | 'steps' | 'images') => {
      const value = field(name);
      return isWhole(value, 100_000) && value > 0 ? value : DEFAULT_SETTINGS[name];
    };
    const seed = field('seed');
    return {
      prompt: text1('prompt'),
      negativePrompt: text1('negativePrompt'),
      model: text1('model'),
      width: whole('width'),
      height: whole('height'),
      steps: whole('steps'),
      images: whole('images'),
      seed: isWhole(seed, SEED_MAX) ? seed : null,
      // Patience belongs to the queue of that day.
      maxCongestion: null,
    };
  } catch {
    return DEFAULT_SETTINGS;
  }
}

function restore(): Settings {
  try {
    return parseSettings(localStorage.getItem(STORAGE_KEY));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Changes the form, wherever it is shown, and keeps it for the next visit. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // Without storage the form still works for this visit.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => current);
}
