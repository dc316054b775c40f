import type { BrowserContextOptions } from 'playwright-core';

/** A way in which people look at the screen. */
export interface View {
  readonly name: string;
  readonly options: BrowserContextOptions;
}

/** The window of a desk. */
export const wide = { viewport: { width: 1440, height: 900 } };
const narrow = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A desk in the light and a phone in the dark, and then the other way round. */
export const views: readonly View[] = [
  { name: 'wide-light', options: { ...wide, colorScheme: 'light' } },
  { name: 'narrow-dark', options: { ...narrow, colorScheme: 'dark' } },
  { name: 'wide-dark', options: { ...wide, colorScheme: 'dark' } },
  { name: 'narrow-light', options: { ...narrow, colorScheme: 'light' } },
];
